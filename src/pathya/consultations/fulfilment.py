"""What a paid order line of the kind `consultation` brings: the held call is scheduled; refunded, it is cancelled."""

from typing import Any, Protocol
from uuid import UUID

from pathya.consultations import services
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Event, Party, Status
from pathya.consultations.settling import settled
from pathya.kit import clock
from pathya.operations import audit


class Line(Protocol):
    """`reference` is the id of the call."""

    reference: str
    order: Any


def fulfil(line: Line) -> None:
    """Paid, in the caller's transaction; repeatable. Raises TakenMeanwhile: the payment is to be refunded."""
    services.confirm_paid(UUID(str(line.reference)))


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
