"""What a key may be for: areas of the API, to read or to write."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROOT = "/api/v1/"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

AREAS: dict[str, tuple[str, ...]] = {
    "consultations": ("consultations",),
    "nutritionists": ("nutritionists",),
    "health": ("clients", "me", "metrics", "health", "plans"),
    "documents": ("documents",),
    "payments": ("billing", "payments", "orders", "invoices", "credits"),
    "nutrition": ("nutrition", "foods", "recipes", "meal-plans", "meals"),
    "programs": ("programs", "enrollments"),
    "journeys": ("journeys", "journal"),
}
"""Area → the first parts of the addresses it holds; a key reaches nothing that stands in none."""

SCOPES: dict[str, str | Promise] = {
    "profile:read": _("Read who you are"),
    "consultations:read": _("Read calls"),
    "consultations:write": _("Book and cancel calls"),
    "nutritionists:read": _("Read nutritionists and hours"),
    "nutritionists:write": _("Change hours"),
    "health:read": _("Read the health record"),
    "health:write": _("Change the health record"),
    "documents:read": _("Read documents"),
    "documents:write": _("Add and change documents"),
    "payments:read": _("Read payments and invoices"),
    "payments:write": _("Pay and refund"),
    "nutrition:read": _("Read foods, recipes and meal plans"),
    "nutrition:write": _("Change recipes and meal plans"),
    "programs:read": _("Read programs"),
    "programs:write": _("Join and change programs"),
    "journeys:read": _("Read the journal"),
    "journeys:write": _("Write the journal"),
}

CLIENTS = "nutritionists/me/clients"
"""A nutritionist's clients are health data, not their hours."""

_OF_START = {start: area for area, starts in AREAS.items() for start in starts}


def needed(method: str, path: str) -> str | None:
    """The scope that a call needs; None where no key may call at all (accounts, the office)."""
    rest = path.removeprefix(ROOT)
    if rest == "auth/me" and method in SAFE:
        return "profile:read"
    area = "health" if rest.startswith(CLIENTS) else _OF_START.get(rest.split("/", 1)[0])
    return f"{area}:{'read' if method in SAFE else 'write'}" if area else None
