"""Calls as who runs the practice finds them: when and with whom, no word of what people wrote."""

from django.db.models import Q, QuerySet

from pathya.accounts.models import Role, User
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.consultations.selectors import PAST, TOLD
from pathya.kit import clock
from pathya.kit.errors import Forbidden

WORDS = 5
"""More words of a search are left aside."""


def calls(viewer: User, *, text: str = "", when: str = "") -> "QuerySet[Consultation]":
    """Coming calls of everybody, soonest first, or past ones, newest first; `text`: parts of a client's name or
    address, or of the nutritionist's name. Raises Forbidden."""
    if viewer.role != Role.ADMIN:
        raise Forbidden
    rows = Consultation.objects.select_related(*TOLD)
    for word in text.replace("\0", "").split()[:WORDS]:
        named = Q(client__email__icontains=word)
        for person in ("client", "nutritionist__user"):
            named |= Q(**{f"{person}__first_name__icontains": word}) | Q(**{f"{person}__last_name__icontains": word})
        rows = rows.filter(named)
    coming = Q(status__in=Status.OPEN, ends_at__gt=clock.now())
    if when == PAST:
        return rows.exclude(coming).order_by("-starts_at", "-id")
    return rows.filter(coming).order_by("starts_at", "id")
