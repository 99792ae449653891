"""The terms in force, and new ones."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import Role, User
from pathya.consultations.models import Policy
from pathya.consultations.models.terms import DEFAULT
from pathya.consultations.rules import Event, Party, Terms, shared
from pathya.kit import clock
from pathya.kit.errors import Forbidden, Invalid
from pathya.kit.money import Money
from pathya.nutritionists.models import ConsultationKind
from pathya.operations import audit


def in_force(kind_id: UUID) -> Terms:
    """What somebody who books that kind now agrees to."""
    found = row_in_force(kind_id)
    return found.terms if found else DEFAULT


def row_in_force(kind_id: UUID) -> Policy | None:
    """As `booking.POLICY` chooses it; None: `DEFAULT` counts."""
    rows = Policy.objects.filter(Q(kind=kind_id) | Q(kind=None), valid_from__lte=clock.now())
    return rows.order_by(F("kind").asc(nulls_last=True), "-valid_from").first()


@transaction.atomic
def change(*, viewer: User, kind_id: UUID | None, terms: Terms, valid_from: datetime | None = None) -> Policy:
    """New terms for a kind (None: for all without their own), for calls booked from then on. Calls booked before keep
    theirs. Raises Forbidden, Invalid."""
    _admin(viewer)
    if kind_id and not ConsultationKind.objects.filter(pk=kind_id).exists():
        raise Invalid(fields={"kind_id": [_("There is no such kind.")]})
    if any(not 0 <= share <= 100 or minutes < 0 for minutes, share in terms.refunds):
        raise Invalid(fields={"refunds": [_("Shares go from 0 to 100 per cent.")]})
    if not 0 <= terms.no_show_percent <= 100:
        raise Invalid(fields={"no_show_percent": [_("Shares go from 0 to 100 per cent.")]})
    if not 0 <= terms.follow_up_days <= 365 or bool(terms.follow_up_days) != bool(terms.follow_up_kind):
        raise Invalid(fields={"follow_up_days": [_("From 1 to 365 days, with the kind that is free; 0 for none.")]})
    if terms.follow_up_kind and not ConsultationKind.objects.filter(pk=terms.follow_up_kind).exists():
        raise Invalid(fields={"follow_up_kind": [_("There is no such kind.")]})
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
        follow_up_kind_id=terms.follow_up_kind,
        follow_up_days=terms.follow_up_days,
        made_by=viewer,
    )
    audit.record(Event.TERMS, actor=viewer, subject=made)
    return made


def rows(viewer: User) -> list[Policy]:
    """Every version, those for all kinds first, newest first within a kind. Raises Forbidden."""
    _admin(viewer)
    found = Policy.objects.select_related("kind", "made_by")
    return list(found.order_by(F("kind__position").asc(nulls_first=True), "kind__slug", "-valid_from"))


@dataclass(frozen=True)
class Given:
    """Cancelled so many minutes before the start, this share of a fee goes back."""

    minutes: int
    share: int
    back: Money


def preview(viewer: User, terms: Terms, fee: Money) -> list[Given]:
    """What a client who cancels would get back, earliest first: at each step and just after it. Raises Forbidden."""
    _admin(viewer)
    steps = {minutes for minutes, _share in terms.refunds}
    asked = steps | {minutes - min(60, minutes) for minutes in steps} | {0, max(steps, default=0) + 24 * 60}
    now, given = clock.now(), []
    for minutes in sorted(asked, reverse=True):
        share = terms.share_back(now + timedelta(minutes=minutes), Party.CLIENT, now)
        given.append(Given(minutes, share, Money(shared(fee.amount, share), fee.currency)))
    return given


def _admin(viewer: User) -> None:
    if viewer.role != Role.ADMIN:
        raise Forbidden
