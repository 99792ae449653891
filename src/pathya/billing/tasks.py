"""Jobs about money; each is safe to repeat."""

from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from pathya.billing import gateways, retention, sandbox
from pathya.billing.models import Refund, SandboxPayment, SandboxSubscription
from pathya.billing.rules import BY_HAND, RefundState
from pathya.billing.services import inbox, linking, pretend, reconciling, refunds, subscriptions
from pathya.integrations import http
from pathya.integrations.payments import GatewayFailed, Outcome, RefundSeen

AGAIN = RetryStrategy(max_attempts=10, exponential_wait=3)


@app.task(name="billing.work_on", retry=AGAIN)
def work_on(event_id: str) -> None:
    """Take in one event of the webhook inbox."""
    inbox.work_on(event_id=UUID(event_id))


@app.task(name="billing.send_refund", retry=AGAIN)
def send_refund(refund_id: str) -> None:
    """Ask the gateway to pay back. The refund's id is the key, so that a repeated call pays once."""
    row = Refund.objects.select_related("payment").get(pk=refund_id)
    if row.state != RefundState.PENDING or row.gateway_refund or row.payment.gateway == BY_HAND:
        return
    paid = row.payment
    try:
        seen = gateways.gateway(paid.gateway).refund(paid.gateway_order, paid.gateway_payment, row.amount, row.pk.hex)
    except GatewayFailed as failed:
        if failed.uncertain:
            raise
        seen = RefundSeen("", Outcome.FAILED)
    refunds.answered(refund_id=row.pk, seen=seen)


@app.task(name="billing.reconcile")
def reconcile(timestamp: int) -> None:  # noqa: ARG001
    """Ask gateways about attempts that stayed open."""
    reconciling.reconcile()


@app.task(name="billing.report")
def report(timestamp: int) -> None:  # noqa: ARG001
    """Compare with the gateways once a day and tell the admins of differences."""
    reconciling.report()


@app.task(name="billing.follow_subscriptions")
def follow_subscriptions(timestamp: int) -> None:  # noqa: ARG001
    """End what is over, remind of what is overdue, ask about what is silent."""
    for subscription_id in subscriptions.due():
        subscriptions.look_after(subscription_id=subscription_id)


@app.task(name="billing.unsubscribe", retry=AGAIN)
def unsubscribe(subscription_id: str, at_end: bool) -> None:
    """Tell the gateway that it must not charge again."""
    subscriptions.unsubscribe(subscription_id=UUID(subscription_id), at_end=at_end)


@app.task(name="billing.open_link", retry=AGAIN)
def open_link(link_id: str) -> None:
    """A request to pay: ask the gateway for its page, then write to the client."""
    linking.open_link(link_id=UUID(link_id))


@app.task(name="billing.close_links", retry=AGAIN)
def close_links(order_id: str) -> None:
    """Pages of gateways on which nothing is to be paid any more."""
    linking.close_links(order_id=UUID(order_id))


@app.task(name="billing.sandbox_charge")
def sandbox_charge(timestamp: int) -> None:  # noqa: ARG001
    """The pretend gateway's own clock."""
    for subscription_id in pretend.due() if settings.PAYMENT_SANDBOX else []:
        pretend.renew(subscription_id=subscription_id)


@app.task(name="billing.sandbox_tell_subscription", retry=AGAIN)
def sandbox_tell_subscription(subscription_id: str, kind: str) -> None:
    """The pretend gateway's webhook about a subscription, to our own address."""
    raw, headers = sandbox.subscription_webhook(SandboxSubscription.objects.get(pk=subscription_id), kind)
    _tell(raw, headers)


@app.task(name="billing.forget_old", queueing_lock="billing.forget_old")
def forget_old(timestamp: int) -> None:  # noqa: ARG001
    """Tax documents past their time."""
    retention.forget_old()


@app.task(name="billing.sandbox_tell", retry=AGAIN)
def sandbox_tell(payment_id: str, kinds: list[str]) -> None:
    """The pretend gateway's webhooks, to our own address, in the order given."""
    row = SandboxPayment.objects.get(pk=payment_id)
    if pretend.CAPTURED in kinds:
        SandboxPayment.objects.filter(pk=payment_id).update(status="captured")
    for kind in kinds:
        raw, headers = sandbox.webhook(row, kind)
        _tell(raw, headers)


def _tell(raw: bytes, headers: dict[str, str]) -> None:
    url = f"{settings.BASE_URL}/api/v1/payments/webhooks/sandbox"
    http.call("POST", url, timeout=5, content=raw, headers=headers)
