"""What gateways tell, in any order and any number: one success, one fulfilment, one document, one mail."""

from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from pathya.billing.models import Difference, Order, Payment, Refund
from pathya.billing.rules import BILLS, PAID, CannotFulfil, Event, OrderState, Papers, PaymentState
from pathya.billing.services import coupons, documents, ledger, refunds
from pathya.integrations.payments import Outcome, Seen
from pathya.kit import clock, registry
from pathya.operations import audit
from pathya.outbox.services import send_mail


def settle(*, payment_id: UUID, seen: Seen) -> None:
    """Take in what a verified source says about a payment. Success is final; nothing undoes it."""
    if seen.outcome == Outcome.SUCCESS:
        _succeed(payment_id, seen)
    elif seen.outcome == Outcome.FAILED:
        _fail(payment_id, seen)


@transaction.atomic
def pay_nothing(*, order: Order) -> None:
    """An order of nothing (a coupon of 100 %) is paid as it stands. Raises CouponInvalid when it is used up since."""
    order = Order.objects.select_for_update(of=("self",)).select_related("client", "coupon").get(pk=order.pk)
    if order.is_open and order.total == 0:
        coupons.hold(order)
        payment = Payment.objects.create(
            order=order, gateway="none", gateway_payment="none", amount=Decimal(0), state=PaymentState.PENDING
        )
        _paid(order, payment)


@transaction.atomic
def _succeed(payment_id: UUID, seen: Seen) -> None:
    order, payment = _locked(payment_id)
    if payment.state in PAID:
        return
    if seen.amount != payment.amount or seen.currency != payment.currency:
        differs(payment, "amount", f"{payment.amount} {payment.currency}", f"{seen.amount} {seen.currency}")
        return
    payment.gateway_payment, payment.method, payment.reason = seen.payment_id, seen.method, ""
    _paid(order, payment)


def _paid(order: Order, payment: Payment) -> None:
    payment.state, payment.paid_at = PaymentState.SUCCESS, clock.now()
    payment.is_surplus = not order.is_open or order.total != payment.amount
    payment.save()
    if payment.is_surplus or not _fulfilled(order):
        _goes_back(order, payment)
        return
    _close(order, OrderState.PAID, Event.PAID)
    _book(payment, _documented(order))
    _tell(order, "paid")


def _book(payment: Payment, against: dict[str, Decimal]) -> None:
    came = {ledger.clearing(payment.gateway): payment.amount}
    ledger.post(what="payment", key=f"payment:{payment.pk}", order_id=payment.order_id, amounts=came | against)


def _documented(order: Order) -> dict[str, Decimal]:
    """The papers of a payment that served; what it is booked against."""
    if order.papers == Papers.BEFORE and order.invoices.filter(kind__in=BILLS).exists():
        return {ledger.RECEIVABLE: -order.total}
    if order.papers == Papers.ADVANCE:
        _voucher, taxes = documents.receipt(order)
        return ledger.sale(taxes, advance=True)
    _invoice, taxes = documents.issue(order)
    return ledger.sale(taxes)


def _goes_back(order: Order, payment: Payment) -> None:
    """All of a payment that serves nothing: surplus of an order that is closed, or nothing left to give for it."""
    _book(payment, {ledger.REFUNDS_DUE: -payment.amount})
    refunds.give_back(payment=payment, reason="surplus" if payment.is_surplus else "unfulfilled")
    if payment.is_surplus:
        return
    _close(order, OrderState.UNFULFILLED, Event.UNFULFILLED)
    documents.received_and_returned(order)
    _tell(order, "unfulfilled")


def _fulfilled(order: Order) -> bool:
    """Every line, or none of them; the coupon must still have room."""
    kinds = registry.contributed("billing.fulfil")
    try:
        with transaction.atomic():
            coupons.use(order)
            for line in order.lines.all():
                kinds[line.kind](line=line)
    except CannotFulfil:
        return False
    return True


def _close(order: Order, state: OrderState, event: Event) -> None:
    order.state, order.paid_at = state, clock.now()
    order.save(update_fields=["state", "paid_at"])
    audit.record(event, actor=None, subject=order, detail={"total": str(order.total)})


@transaction.atomic
def _fail(payment_id: UUID, seen: Seen) -> None:
    order, payment = _locked(payment_id)
    if payment.state in {PaymentState.PENDING, PaymentState.PROCESSING}:
        payment.state, payment.reason = PaymentState.FAILED, seen.reason[:80]
        payment.save(update_fields=["state", "reason"])
        coupons.let_go(order)
        audit.record(Event.FAILED, actor=None, subject=payment, detail={"reason": payment.reason})


@transaction.atomic
def differs(payment: Payment, what: str, ours: str, theirs: str, refund: Refund | None = None) -> None:
    """Note a difference once."""
    made = Difference(payment=payment, refund=refund, what=what, ours=ours[:80], theirs=theirs[:80])
    Difference.objects.bulk_create([made], ignore_conflicts=True)
    audit.record(Event.DIFFERS, actor=None, subject=payment, detail={"what": what})


def _locked(payment_id: UUID) -> tuple[Order, Payment]:
    """Order first, then payment: everything here locks in this order."""
    order_id = Payment.objects.values_list("order_id", flat=True).get(pk=payment_id)
    order = Order.objects.select_for_update(of=("self",)).select_related("client").get(pk=order_id)
    return order, Payment.objects.select_for_update().get(pk=payment_id)


def _tell(order: Order, what: str) -> None:
    send_mail(
        to=order.client.email,
        template=f"billing/mail/{what}",
        context={
            "amount": str(order.money),
            "url": settings.BASE_URL + reverse("payment_result", args=[order.pk]),
        },
        language=order.client.language,
        key=f"billing-{what}:{order.pk}",
    )
