"""Requests to pay on a page of the gateway's own, where no account is needed; ours stands beside it."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from pathya.billing import gateways
from pathya.billing.models import Order, Payment, PaymentLink
from pathya.billing.rules import LARGE, OrderState
from pathya.billing.services import asking, pages, payments
from pathya.billing.services.settle import settle
from pathya.integrations.payments import GatewayFailed, Linking, Outcome, Seen
from pathya.kit import clock

LIFE = timedelta(days=30)
"""So long the gateway's page can be paid on; ours stays."""


def open_link(*, link_id: UUID) -> None:
    """Ask the gateway for its page, then write to the client; without an answer, our own page is enough. Repeatable."""
    rows = PaymentLink.objects.select_related("client").filter(paid_at=None, withdrawn_at=None)
    row = rows.filter(pk=link_id).first()
    if row is None:
        return
    address = _address(row)
    if rows.filter(pk=link_id).exists():
        asking.tell(row, address)
    else:  # paid or withdrawn while the gateway was asked
        for order in Order.objects.filter(lines__kind="payment_link", lines__reference=str(link_id)):
            pages.close(order.pk)


def close_links(*, order_id: UUID) -> None:
    """The order is paid or withdrawn: nobody shall pay on the gateway's page any more. Raises GatewayFailed."""
    for payment in pages.waiting(order_id):
        service = gateways.gateway(payment.gateway)
        if not isinstance(service, Linking):
            continue
        try:
            service.unlink(payment.gateway_order)
        except GatewayFailed as failed:
            if failed.uncertain:
                raise
            payments.ask(payment=payment)
            continue
        seen = Seen(
            payment.gateway_order, "", Outcome.FAILED, payment.amount, payment.currency, reason="link withdrawn"
        )
        settle(payment_id=payment.pk, seen=seen)


def _address(row: PaymentLink) -> str:
    """Of the gateway's page; empty when ours has to do."""
    service = gateways.linking()
    if service is None or row.amount >= LARGE:
        return ""
    payment = _attempt(row, service.name)
    if payment.session:
        return payment.session
    try:
        opened = service.link(payments.request_of(payment), expires_at=clock.now() + LIFE)
    except GatewayFailed as failed:
        payments.never_opened(payment, str(failed))
        return ""
    payment.gateway_order, payment.session = opened.link_id, opened.url
    payment.save(update_fields=["gateway_order", "session"])
    return opened.url


@transaction.atomic
def _attempt(row: PaymentLink, gateway: str) -> Payment:
    order = asking.order_of(client=row.client, link_id=row.pk)
    Order.objects.select_for_update().get(pk=order.pk, state=OrderState.OPEN)
    kept = pages.waiting(order.pk).filter(gateway=gateway, amount=order.total).first()
    if kept is not None:
        return kept
    return Payment.objects.create(order=order, gateway=gateway, amount=order.total, currency=order.currency)
