"""Giving money back: decided under the lock of the payment, sent by a job, closed by the gateway's answer."""

from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from pathya.accounts.models import Role, User
from pathya.billing import errors
from pathya.billing.models import Order, Payment, Refund
from pathya.billing.rules import BY_HAND, PAID, Document, Event, PaymentState, RefundState
from pathya.billing.services import documents, ledger
from pathya.integrations.payments import Outcome, RefundSeen
from pathya.kit import clock, registry
from pathya.kit.errors import Forbidden, Invalid, NotFound
from pathya.kit.money import rounded
from pathya.operations import audit


@transaction.atomic
def refund(*, actor: User | None, payment_id: UUID, amount: Decimal | None, reason: str) -> Refund:
    """Pay back `amount`, or all that is left. `actor` is an admin, or None for the program's own policy.

    Raises NotFound, NotPaid, TooMuch, Forbidden, Invalid.
    """
    if actor is not None and actor.role != Role.ADMIN:
        raise Forbidden
    if amount is not None and (amount <= 0 or amount != rounded(amount)):
        raise Invalid(fields={"amount": [_("Write an amount like 499.00.")]})
    order_id = Payment.objects.filter(pk=payment_id).values_list("order_id", flat=True).first()
    if order_id is None:
        raise NotFound
    Order.objects.select_for_update().get(pk=order_id)
    payment = Payment.objects.select_for_update().get(pk=payment_id)
    if payment.state not in PAID:
        raise errors.NotPaid
    wanted = payment.left if amount is None else amount
    if not 0 < wanted <= payment.left:
        raise errors.TooMuch
    before = payment.refunded
    made = _make(payment, wanted, reason, actor)
    if not payment.is_surplus:
        _take_back(payment, made, before)
    if payment.state == PaymentState.REFUNDED:
        _revoke(payment.order)
    return made


def _take_back(payment: Payment, made: Refund, before: Decimal) -> None:
    """Credit note or refund voucher, and the ledger; what went back before the invoice is not part of it."""
    bill = documents.bill_of(payment.order)
    if bill is None:
        return
    _note, taxes = documents.credit(bill, made.amount, before - (payment.amount - bill.total), made.reason)
    back = ledger.sale(taxes, sign=1, advance=bill.kind == Document.RECEIPT)
    amounts = back | {ledger.REFUNDS_DUE: -made.amount}
    ledger.post(what="refund", key=f"refund:{made.pk}", order_id=payment.order_id, amounts=amounts)


def give_back(*, payment: Payment, reason: str) -> Refund | None:
    """All of a payment that served nothing (it is owed already); in the caller's transaction."""
    return _make(payment, payment.left, reason, None) if payment.left else None


@transaction.atomic
def answered(*, refund_id: UUID, seen: RefundSeen) -> None:
    """Close a refund by what the gateway says; success is final."""
    row = Refund.objects.select_for_update(of=("self",)).select_related("payment").get(pk=refund_id)
    if row.state == RefundState.SUCCESS:
        return
    row.gateway_refund = seen.refund_id or row.gateway_refund
    if seen.outcome == Outcome.SUCCESS:
        row.state, row.settled_at = RefundState.SUCCESS, clock.now()
        paid = {ledger.REFUNDS_DUE: row.amount, ledger.clearing(row.payment.gateway): -row.amount}
        ledger.post(what="refunded", key=f"refunded:{row.pk}", order_id=row.payment.order_id, amounts=paid)
    elif seen.outcome == Outcome.FAILED:
        row.state = RefundState.FAILED
    row.save(update_fields=["state", "settled_at", "gateway_refund"])
    audit.record(Event.REFUND_SETTLED, actor=None, subject=row, detail={"state": row.state})


@transaction.atomic
def again(*, actor: User, refund_id: UUID) -> Refund:
    """Ask the gateway once more for a refund that it refused."""
    if actor.role != Role.ADMIN:
        raise Forbidden
    row = Refund.objects.select_for_update().filter(pk=refund_id).first()
    if row is None:
        raise NotFound
    if row.state == RefundState.FAILED:
        row.state = RefundState.PENDING
        row.save(update_fields=["state"])
        _send(row)
    return row


@transaction.atomic
def by_hand(*, actor: User, refund_id: UUID, reference: str) -> Refund:
    """What was received by hand goes back by hand: its bank reference closes the refund."""
    if actor.role != Role.ADMIN:
        raise Forbidden
    row = Refund.objects.select_for_update(of=("self",)).select_related("payment").filter(pk=refund_id).first()
    if row is None or row.payment.gateway != BY_HAND:
        raise NotFound
    reference = reference.strip()[:80]
    if not reference:
        raise Invalid(fields={"reference": [_("Write the bank's reference.")]})
    answered(refund_id=row.pk, seen=RefundSeen(reference, Outcome.SUCCESS))
    row.refresh_from_db()
    return row


def _make(payment: Payment, amount: Decimal, reason: str, actor: User | None) -> Refund:
    made = Refund.objects.create(payment=payment, amount=amount, reason=reason.strip()[:200], made_by=actor)
    payment.refunded += amount
    payment.state = PaymentState.PARTLY_REFUNDED if payment.left else PaymentState.REFUNDED
    payment.save(update_fields=["refunded", "state"])
    audit.record(Event.REFUNDED, actor=actor, subject=made, detail={"amount": str(amount)})
    _send(made)
    return made


def _send(row: Refund) -> None:
    """By name: the task's module stands above this one."""
    app.configure_task("billing.send_refund", lock=f"refund:{row.pk}").defer(refund_id=str(row.pk))


def _revoke(order: Order) -> None:
    kinds = registry.contributed("billing.revoke")
    for line in order.lines.all():
        if line.kind in kinds:
            kinds[line.kind](line=line)
