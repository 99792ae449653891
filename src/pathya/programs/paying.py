"""The money of an enrolment: its price, its order, what a paid line brings, what goes back."""

from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction

from pathya.accounts.models import User
from pathya.billing.models import Order, Payment
from pathya.billing.rules import PAID, ByTerms, CannotFulfil, OrderState, Quote
from pathya.billing.services import orders, refunds
from pathya.kit.errors import Conflict, NotFound
from pathya.kit.money import Money
from pathya.operations import audit
from pathya.programs.models import Enrolment
from pathya.programs.rules import ORDER_KIND, Because, Event, Status
from pathya.programs.services import enrolling, life


class Line(Protocol):
    """`reference` is the id of the enrolment."""

    reference: str
    total: Decimal
    order: Any


def price(*, user: User, reference: str) -> Quote:
    """What was agreed for one's own place that waits for payment; NotFound for every other."""
    try:
        wanted = UUID(reference)
    except ValueError:
        raise NotFound from None
    rows = Enrolment.objects.filter(pk=wanted, client=user, status=Status.AWAITING_PAYMENT)
    row = rows.select_related("program").first()
    if row is None:
        raise NotFound
    return Quote(row.program.title, row.fee, service=ORDER_KIND)


def fulfil(line: Line) -> None:
    """Paid, in the caller's transaction; repeatable. CannotFulfil: the place is gone, everything is paid back."""
    try:
        enrolling.confirm_paid(enrolment_id=UUID(str(line.reference)), paid=Money(line.total, line.order.currency))
    except (Conflict, NotFound) as gone:
        raise CannotFulfil from gone


def revoke(line: Line) -> None:
    """Refunded in full: what runs ends; repeatable."""
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("client", "program", "policy")
    row = rows.filter(pk=UUID(str(line.reference)), status__in=Status.OPEN).first()
    if row is not None:
        life.close(row, Because.REFUNDED)
        audit.record(Event.CANCELLED, actor=None, subject=row, detail={"because": Because.REFUNDED.value})


def by_terms(line: Line) -> ByTerms | None:
    """What cancelling the enrolment now gives back."""
    rows = Enrolment.objects.filter(pk=UUID(str(line.reference)), status__in=Status.RUNNING)
    row = rows.select_related("client", "policy").first()
    if row is None:
        return None
    backs = (life.settled(row, because)["back"] for because in (Because.CLIENT, Because.PRACTICE))
    return ByTerms(*(Money(Decimal(back), row.currency) for back in backs))


def order_for(*, client: User, row: Enrolment) -> Order:
    """The open order of a place that waits for payment, made on the first click; NotFound when there is none."""
    if row.client_id != client.pk:
        raise NotFound
    kept = Order.objects.filter(
        client=client, state=OrderState.OPEN, lines__kind=ORDER_KIND, lines__reference=str(row.pk)
    ).first()
    return kept or orders.open_order(client=client, things=[(ORDER_KIND, str(row.pk))])


@transaction.atomic
def pay_back(*, enrolment_id: UUID) -> None:
    """After a cancellation: pay back what its settlement says, once. Locks as billing does: the order first."""
    paid = Payment.objects.filter(
        order__lines__kind=ORDER_KIND, order__lines__reference=str(enrolment_id), state__in=PAID, is_surplus=False
    ).first()
    if paid is None:
        return
    Order.objects.select_for_update().get(pk=paid.order_id)
    row = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment_id)
    paid.refresh_from_db()
    settlement = dict(row.settlement or {})
    back = min(Decimal(settlement.get("back", "0")), paid.left)
    if row.status != Status.CANCELLED or back <= 0 or "refund" in settlement:
        return
    made = refunds.refund(actor=None, payment_id=paid.pk, amount=back, reason=str(settlement["because"])[:80])
    row.settlement = {**settlement, "refund": str(made.pk)}
    row.save(update_fields=["settlement"])
    audit.record(Event.REFUNDED, actor=None, subject=row, detail={"amount": str(back)})
