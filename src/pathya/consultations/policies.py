"""The terms in force, and new ones."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import Role, User
from pathya.consultations.models import Policy
from pathya.consultations.models.terms import DEFAULT
from pathya.consultations.rules import Event, Terms
from pathya.kit import clock
from pathya.kit.errors import Forbidden, Invalid
from pathya.operations import audit


def in_force(kind_id: UUID) -> Terms:
    """What somebody who books that kind now agrees to: as `booking.POLICY` chooses it."""
    rows = Policy.objects.filter(Q(kind=kind_id) | Q(kind=None), valid_from__lte=clock.now())
    found = rows.order_by(F("kind").asc(nulls_last=True), "-valid_from").first()
    return found.terms if found else DEFAULT


@transaction.atomic
def change(*, viewer: User, kind_id: UUID | None, terms: Terms, valid_from: datetime | None = None) -> Policy:
    """New terms for a kind (None: for all without their own), for calls booked from then on. Calls booked before keep
    theirs. Raises Forbidden, Invalid."""
    if viewer.role != Role.ADMIN:
        raise Forbidden
    if any(not 0 <= share <= 100 or minutes < 0 for minutes, share in terms.refunds):
        raise Invalid(fields={"refunds": [_("Shares go from 0 to 100 per cent.")]})
    if not 0 <= terms.no_show_percent <= 100:
        raise Invalid(fields={"no_show_percent": [_("Shares go from 0 to 100 per cent.")]})
    begins = valid_from or clock.now()
    if begins < clock.now().replace(microsecond=0) and valid_from:
        raise Invalid(fields={"valid_from": [_("Terms begin now or later.")]})
    made = Policy.objects.create(
        kind_id=kind_id,
        valid_from=begins,
        refunds=[list(step) for step in sorted(terms.refunds, reverse=True)],
        move_minutes=terms.move_minutes,
        most_moves=terms.most_moves,
        no_show_percent=terms.no_show_percent,
        made_by=viewer,
    )
    audit.record(Event.TERMS, actor=viewer, subject=made)
    return made
