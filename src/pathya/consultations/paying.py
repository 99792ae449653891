"""The money of a call: its order, and what goes back when it does not take place."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from pathya.accounts.models import User
from pathya.billing.models import Order, Payment
from pathya.billing.rules import PAID, OrderState
from pathya.billing.services import orders, refunds
from pathya.care import selectors as care
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.kit.errors import NotFound

KIND = "consultation"
ENDED = frozenset({"cancelled", "no_show", "waived"})


def order_for(*, client: User, call: Consultation) -> Order:
    """The open order of a held call, for its client or who acts for them, made on the first click; NotFound when
    nothing is to be paid."""
    if not care.may_act(client, call.client_id):
        raise NotFound
    kept = Order.objects.filter(
        client=client, state=OrderState.OPEN, lines__kind=KIND, lines__reference=str(call.pk)
    ).first()
    return kept or orders.open_order(client=client, things=[(KIND, str(call.pk))])


@transaction.atomic
def order_for_series(*, client: User, series_id: UUID) -> Order:
    """One order over the held calls of a series, for its client or who acts for them; NotFound when nothing is to be
    paid."""
    theirs = Q(client=client) | Q(client__in=care.wards(client))
    held = Consultation.objects.filter(theirs, series=series_id, status=Status.AWAITING_PAYMENT)
    wanted = sorted(str(pk) for pk in held.values_list("pk", flat=True))
    if not wanted:
        raise NotFound
    kept = Order.objects.filter(client=client, state=OrderState.OPEN, lines__kind=KIND, lines__reference=wanted[0])
    for order in kept.prefetch_related("lines"):
        if sorted(line.reference for line in order.lines.all()) == wanted:
            return order
    return orders.open_order(client=client, things=[(KIND, reference) for reference in wanted])


@transaction.atomic
def follow(*, consultation_id: UUID, event: str) -> None:
    """After a call was cancelled, missed or a fee waived: pay back what its settlement says, once."""
    if event not in ENDED:
        return
    call = Consultation.every.select_for_update(of=("self",)).get(pk=consultation_id)
    settlement = dict(call.settlement or {})
    given = _given(settlement)
    back = Decimal(settlement.get("back", "0")) - given
    if back <= 0:
        return
    paid = Payment.objects.filter(
        order__lines__kind=KIND, order__lines__reference=str(call.pk), state__in=PAID, is_surplus=False
    ).first()
    if paid is None or paid.left <= 0:
        return
    made = refunds.refund(
        actor=None, payment_id=paid.pk, amount=min(back, paid.left), reason=str(settlement.get("because", event))[:80]
    )
    call.settlement = {**settlement, "refund": str(made.pk), "refunded": str(given + made.amount)}
    call.save(update_fields=["settlement"])


def _given(settlement: dict[str, Any]) -> Decimal:
    """What went back already; rows from before `refunded` was kept gave all that they said."""
    said = settlement.get("before") or settlement.get("back") or "0"
    return Decimal(settlement.get("refunded", said if "refund" in settlement else "0"))
