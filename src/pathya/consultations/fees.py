"""What a call costs a client: the offer's fee, or nothing for a follow-up that a paid call includes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.consultations import errors
from pathya.consultations.models import Consultation
from pathya.kit import sql
from pathya.kit.errors import NotFound
from pathya.kit.money import Money
from pathya.nutritionists.models import Offer
from pathya.ui.words import short_date

FREE = "SELECT consultations_free_after(%(client)s, %(nutritionist)s, %(kind)s, %(starts_at)s)"
"""The same as the booking statement asks (`booking.FEE`)."""


@dataclass(frozen=True)
class Price:
    """`included_in`: the paid call whose terms make it free."""

    fee: Money
    included_in: Consultation | None


def price(*, viewer: User | None, nutritionist_id: UUID, kind_id: UUID, starts_at: datetime) -> Price:
    """What booking that time now would cost the viewer; NotFound when it is not offered."""
    offer = Offer.objects.filter(nutritionist=nutritionist_id, kind=kind_id, is_active=True).first()
    if offer is None:
        raise NotFound
    return priced(viewer, offer, starts_at)


def priced(viewer: User | None, offer: Offer, starts_at: datetime) -> Price:
    """One or two statements for a signed-in person and a kind with a fee, none else."""
    if viewer is None or not offer.fee:
        return Price(offer.fee, None)
    asked = {"client": viewer.pk, "nutritionist": offer.nutritionist_id, "kind": offer.kind_id, "starts_at": starts_at}
    ((paid,),) = sql.rows(FREE, asked)
    if paid is None:
        return Price(offer.fee, None)
    return Price(Money(Decimal(0), offer.fee_currency), Consultation.objects.select_related("kind").get(pk=paid))


def free_until(paid: Consultation) -> date:
    """The last day, where the client lives, on which a follow-up to a paid call is free."""
    return paid.starts_at.astimezone(ZoneInfo(paid.time_zone)).date() + timedelta(days=paid.terms.follow_up_days)


def need_still_free(call: Consultation, starts_at: datetime) -> None:
    """Raise NotMovable when a client would move a free follow-up out of its window."""
    if call.free_after is None:
        return
    last = free_until(call.free_after)
    if starts_at.astimezone(ZoneInfo(call.free_after.time_zone)).date() > last:
        raise errors.NotMovable(_("This follow-up is free up to %(day)s.") % {"day": short_date(last)})
