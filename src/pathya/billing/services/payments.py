"""Attempts to pay, and asking the gateway what became of them. Calls to gateways stand outside of transactions."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import Role, User
from pathya.billing import errors, gateways
from pathya.billing.models import Order, Payment
from pathya.billing.rules import BY_HAND, Event, OrderState, PaymentState
from pathya.billing.services import coupons
from pathya.billing.services.settle import differs, settle
from pathya.integrations.payments import (
    BadSignature,
    Capturing,
    Checkout,
    GatewayFailed,
    Opened,
    Outcome,
    Request,
    Seen,
)
from pathya.kit.errors import Forbidden, Invalid, NotFound
from pathya.operations import audit

OPEN = (PaymentState.PENDING, PaymentState.PROCESSING)


def begin(*, client: User, order_id: UUID, gateway: str = "", again: bool = False) -> Payment:
    """Open an attempt at a gateway; with `again`, the one that was begun before, if it still waits.

    Raises NotFound, NotOpen, AlreadyPaid, NoGateway, CouponInvalid, GatewayUnavailable.
    """
    service = gateways.gateway(gateway)
    payment = _recorded(client, order_id, service.name, again)
    if payment.gateway_order:
        return payment
    try:
        opened = service.open(request_of(payment))
    except GatewayFailed as failed:
        never_opened(payment, str(failed))
        raise errors.GatewayUnavailable from None
    payment.gateway_order, payment.session = opened.order_id, opened.session
    payment.save(update_fields=["gateway_order", "session"])
    return payment


@transaction.atomic
def _recorded(client: User, order_id: UUID, gateway: str, again: bool) -> Payment:
    order = Order.objects.select_for_update(of=("self",)).select_related("coupon").filter(pk=order_id, client=client)
    found = order.first()
    if found is None:
        raise NotFound
    if found.state == OrderState.PAID:
        raise errors.AlreadyPaid
    if not found.is_open or found.total <= 0:
        raise errors.NotOpen
    coupons.hold(found)
    if again:
        kept = found.payments.filter(gateway=gateway, state=PaymentState.PENDING, amount=found.total).first()
        if kept is not None:
            return kept
    return Payment.objects.create(order=found, gateway=gateway, amount=found.total, currency=found.currency)


@transaction.atomic
def never_opened(payment: Payment, why: str) -> None:
    """The gateway did not open it."""
    order = Order.objects.select_for_update().get(pk=payment.order_id)
    Payment.objects.filter(pk=payment.pk).update(state=PaymentState.FAILED, reason=why[:80])
    coupons.let_go(order)


def checkout(payment: Payment) -> Checkout:
    """Where the payer goes for an attempt."""
    if payment.page_url:
        return Checkout(payment.page_url)
    opened = Opened(payment.gateway_order, payment.session)
    return gateways.gateway(payment.gateway).checkout(opened, request_of(payment))


def returned(*, gateway: str, fields: Mapping[str, str]) -> Payment:
    """The payer came back: verify, then ask the gateway. Raises BadWebhook, NotFound; never pays by itself."""
    try:
        order_id = gateways.gateway(gateway).returned(fields)
    except BadSignature:
        raise errors.BadWebhook from None
    payment = Payment.objects.filter(gateway=gateway, gateway_order=order_id).first()
    if payment is None:
        raise NotFound
    Payment.objects.filter(pk=payment.pk, state=PaymentState.PENDING).update(state=PaymentState.PROCESSING)
    ask(payment=payment)
    return Payment.objects.select_related("order").get(pk=payment.pk)


def ask(*, payment: Payment) -> bool:
    """What the gateway says of one attempt is taken in; tells whether it answered."""
    try:
        service = gateways.gateway(payment.gateway)
        seen = service.payments(payment.gateway_order)
        seen = [_captured(service, payment, one) for one in seen if one.order_id == payment.gateway_order]
    except (GatewayFailed, errors.NoGateway):
        return False
    good = [one for one in seen if one.outcome == Outcome.SUCCESS]
    for one in good:
        settle(payment_id=payment.pk, seen=one)
    if len(good) > 1:
        differs(payment, "paid twice", payment.gateway_payment, good[-1].payment_id)
    if seen and all(one.outcome == Outcome.FAILED for one in seen):
        settle(payment_id=payment.pk, seen=seen[-1])
    return True


def _captured(service: object, payment: Payment, seen: Seen) -> Seen:
    """Money that is only promised is taken, when it is the right amount."""
    right = seen.amount == payment.amount and seen.currency == payment.currency
    if seen.outcome == Outcome.AUTHORIZED and right and isinstance(service, Capturing):
        return service.capture(seen)
    return seen


def order_of_attempt(payment_id: UUID) -> UUID:
    """The order's id; raises NotFound."""
    found = Payment.objects.filter(pk=payment_id).values_list("order_id", flat=True).first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def by_hand(*, actor: User, order_id: UUID, method: str, reference: str) -> Payment:
    """An admin saw the money in the bank: paid in full by `method` (upi, bank), under the bank's reference."""
    if actor.role != Role.ADMIN:
        raise Forbidden
    order = Order.objects.select_for_update().filter(pk=order_id).first()
    if order is None:
        raise NotFound
    if not order.is_open or order.total <= 0:
        raise errors.NotOpen
    reference = reference.strip()[:80]
    if method not in {"upi", "bank", "cash"} or not reference:
        raise Invalid(fields={"reference": [_("Write the bank's reference.")]})
    try:
        with transaction.atomic():
            made = Payment.objects.create(
                order=order, gateway=BY_HAND, gateway_order=reference, amount=order.total, currency=order.currency
            )
    except IntegrityError:
        raise Invalid(fields={"reference": [_("This reference was used for another payment.")]}) from None
    audit.record(Event.BY_HAND, actor=actor, subject=made, detail={"amount": str(made.amount), "method": method})
    seen = Seen(reference, reference, Outcome.SUCCESS, Decimal(made.amount), made.currency, method)
    settle(payment_id=made.pk, seen=seen)
    made.refresh_from_db()
    return made


def request_of(payment: Payment) -> Request:
    order = payment.order
    client = order.client
    back = reverse("payment_return", args=[payment.gateway])
    return Request(
        reference=payment.pk.hex,
        amount=payment.amount,
        currency=payment.currency,
        description=order.title[:200],
        return_url=settings.BASE_URL + back + ("?order_id=" + payment.pk.hex if payment.gateway == "cashfree" else ""),
        cancel_url=settings.BASE_URL + reverse("payment_given_up", args=[payment.pk]),
        notify_url=f"{settings.BASE_URL}/api/v1/payments/webhooks/{payment.gateway}",
        customer_id=client.pk.hex,
        name=client.get_full_name(),
        email=client.email,
        phone=client.phone or "",
    )
