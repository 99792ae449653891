"""Which gateways this installation has."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pathya.billing import errors
from pathya.billing.sandbox import Sandbox
from pathya.integrations.payments import Gateway, Linking, Recurring
from pathya.kit.errors import Invalid, Text

NAMES: dict[str, Text] = {
    "razorpay": _("UPI, card, net banking or wallet, with Razorpay"),
    "cashfree": _("UPI, card, net banking or wallet, with Cashfree"),
    "sandbox": _("UPI, card, net banking or wallet (practice run, no money moves)"),
}


def offered() -> dict[str, Gateway]:
    found: dict[str, Gateway] = dict(settings.PAYMENT_GATEWAYS)
    if settings.PAYMENT_SANDBOX:
        found["sandbox"] = Sandbox()
    return found


def gateway(name: str = "") -> Gateway:
    """The one of that name, or the first; raises NoGateway."""
    found = offered()
    chosen = found.get(name) if name else next(iter(found.values()), None)
    if chosen is None:
        raise errors.NoGateway
    return chosen


def named(name: str) -> str:
    """The name itself, when it is one of ours or empty; raises Invalid beside its field."""
    if name and name not in offered():
        raise Invalid(fields={"gateway": [errors.NoGateway.message]})
    return name


def linking() -> Linking | None:
    """The first one with pages of its own for requests to pay, unless the practice wants only ours."""
    if settings.PAYMENT_LINKS != "gateway":
        return None
    return next((one for one in offered().values() if isinstance(one, Linking)), None)


def recurring(name: str = "") -> Recurring:
    """The one of that name that charges month by month, or the first; raises NoGateway."""
    found = [one for key, one in offered().items() if isinstance(one, Recurring) and name in {"", key}]
    if not found:
        raise errors.NoGateway
    return found[0]
