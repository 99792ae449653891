"""What a paid order line of the kind `consultation` brings: the held call is scheduled; refunded, it is cancelled."""

from typing import Any, Protocol
from uuid import UUID

from django.db.models import Q

from pathya.accounts.models import User
from pathya.billing.rules import ByTerms, CannotFulfil, Quote
from pathya.care import selectors as care
from pathya.consultations import errors, services
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Event, Party, Status
from pathya.consultations.settling import back_now, settled
from pathya.consultations.wording import title
from pathya.kit import clock
from pathya.kit.errors import NotFound
from pathya.operations import audit


class Line(Protocol):
    """`reference` is the id of the call."""

    reference: str
    order: Any


def price(*, user: User, reference: str) -> Quote:
    """The fee agreed for a call that waits for payment, of one's own or of somebody one acts for; else NotFound."""
    try:
        wanted = UUID(reference)
    except ValueError:
        raise NotFound from None
    call = (
        Consultation.objects.select_related("nutritionist__user", "client", "kind")
        .filter(Q(client=user) | Q(client__in=care.wards(user)), pk=wanted, status=Status.AWAITING_PAYMENT)
        .first()
    )
    if call is None:
        raise NotFound
    return Quote(title(call, Party.CLIENT), call.fee)


def fulfil(line: Line) -> None:
    """Paid, in the caller's transaction; repeatable. CannotFulfil: the time is taken, everything is paid back."""
    try:
        services.confirm_paid(UUID(str(line.reference)))
    except (errors.TakenMeanwhile, NotFound) as gone:
        raise CannotFulfil from gone


def revoke(line: Line) -> None:
    """Refunded in full: a call that is still to come does not take place; repeatable."""
    rows = Consultation.objects.select_for_update(of=("self",)).select_related("policy")
    call = rows.filter(pk=UUID(str(line.reference)), status__in=Status.CANCELLABLE).first()
    if call is None or call.starts_at <= clock.now():
        return
    call.settlement = settled(call, 100, Party.PRACTICE, "refunded")
    call.status, call.cancelled_at = Status.CANCELLED, clock.now()
    call.sequence += 1
    call.save(update_fields=["settlement", "status", "cancelled_at", "sequence"])
    audit.record(Event.CANCELLED, actor=None, subject=call, detail={"by": Party.PRACTICE.value, "share": 100})
    services.tell(call, "cancelled")


def by_terms(line: Line) -> ByTerms | None:
    """What cancelling the call now gives back."""
    rows = Consultation.objects.select_related("policy")
    call = rows.filter(pk=UUID(str(line.reference)), status__in=Status.CANCELLABLE).first()
    if call is None or call.starts_at <= clock.now():
        return None
    return ByTerms(back_now(call, Party.CLIENT), back_now(call, Party.PRACTICE))
