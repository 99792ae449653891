"""Jobs about money; each is safe to repeat."""

from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from pathya.billing import gateways, sandbox
from pathya.billing.models import Refund, SandboxPayment
from pathya.billing.rules import RefundState
from pathya.billing.services import inbox, payments, pretend, refunds
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
    if row.state != RefundState.PENDING or row.gateway_refund:
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
    payments.reconcile()


@app.task(name="billing.sandbox_tell", retry=AGAIN)
def sandbox_tell(payment_id: str, kinds: list[str]) -> None:
    """The pretend gateway's webhooks, to our own address, in the order given."""
    row = SandboxPayment.objects.get(pk=payment_id)
    if pretend.CAPTURED in kinds:
        SandboxPayment.objects.filter(pk=payment_id).update(status="captured")
    for kind in kinds:
        raw, headers = sandbox.webhook(row, kind)
        url = f"{settings.BASE_URL}/api/v1/payments/webhooks/sandbox"
        http.call("POST", url, timeout=5, content=raw, headers=headers)
