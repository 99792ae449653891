"""Attempts to pay, and asking the gateway what became of them. Calls to gateways stand outside of transactions."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from pathya.accounts.models import User
from pathya.billing import errors, gateways
from pathya.billing.models import Order, Payment
from pathya.billing.rules import OrderState, PaymentState
from pathya.billing.services.settle import differs, settle
from pathya.integrations.payments import BadSignature, Checkout, GatewayFailed, Opened, Outcome, Request
from pathya.kit import clock
from pathya.kit.errors import NotFound

OPEN = (PaymentState.PENDING, PaymentState.PROCESSING)
GIVEN_UP = timedelta(days=3)


def begin(*, client: User, order_id: UUID, gateway: str = "") -> Payment:
    """Open an attempt at a gateway. Raises NotFound, NotOpen, AlreadyPaid, NoGateway, GatewayUnavailable."""
    service = gateways.gateway(gateway)
    with transaction.atomic():
        order = Order.objects.select_for_update().filter(pk=order_id, client=client).first()
        if order is None:
            raise NotFound
        if order.state == OrderState.PAID:
            raise errors.AlreadyPaid
        if not order.is_open or order.total <= 0:
            raise errors.NotOpen
        payment = Payment.objects.create(order=order, gateway=service.name, amount=order.total, currency=order.currency)
    try:
        opened = service.open(request_of(payment))
    except GatewayFailed as failed:
        Payment.objects.filter(pk=payment.pk).update(state=PaymentState.FAILED, reason=str(failed)[:80])
        raise errors.GatewayUnavailable from None
    payment.gateway_order, payment.session = opened.order_id, opened.session
    payment.save(update_fields=["gateway_order", "session"])
    return payment


def checkout(payment: Payment) -> Checkout:
    """Where the payer goes for an attempt."""
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
        seen = gateways.gateway(payment.gateway).payments(payment.gateway_order)
    except (GatewayFailed, errors.NoGateway):
        return False
    seen = [one for one in seen if one.order_id == payment.gateway_order]
    good = [one for one in seen if one.outcome == Outcome.SUCCESS]
    for one in good:
        settle(payment_id=payment.pk, seen=one)
    if len(good) > 1:
        differs(payment, "paid twice", payment.gateway_payment, good[-1].payment_id)
    if seen and all(one.outcome == Outcome.FAILED for one in seen):
        settle(payment_id=payment.pk, seen=seen[-1])
    return True


def reconcile() -> int:
    """Ask about attempts that stayed open, and failed ones of the last days; how many did not answer."""
    since, now = clock.now() - GIVEN_UP, clock.now()
    rows = Payment.objects.exclude(gateway_order="").filter(
        created_at__gt=since, created_at__lt=now - timedelta(minutes=10), state__in=[*OPEN, PaymentState.FAILED]
    )
    silent = 0
    for payment in rows:
        before = payment.state
        if not ask(payment=payment):
            silent += 1
            continue
        payment.refresh_from_db()
        if payment.state == PaymentState.SUCCESS:
            differs(payment, "webhook missing", before, payment.state)
    return silent


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
        notify_url=f"{settings.BASE_URL}/api/v1/payments/webhooks/{payment.gateway}",
        customer_id=client.pk.hex,
        name=client.get_full_name(),
        email=client.email,
        phone=client.phone or "",
    )
