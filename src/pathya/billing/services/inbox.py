"""Webhooks: verified over the raw body, kept once, answered at once, worked on by a job."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from pathya.accounts.models import Role, User
from pathya.billing import errors, gateways
from pathya.billing.models import Payment, Refund, WebhookEvent
from pathya.billing.rules import Event
from pathya.billing.services import payments, refunds, subscriptions
from pathya.billing.services.settle import settle
from pathya.integrations.payments import BadSignature, Notice, Outcome, RefundSeen
from pathya.kit import clock, sql
from pathya.kit.errors import Forbidden, NotFound
from pathya.kit.ids import new_id
from pathya.operations import audit

KEEP = """
WITH made AS (
    INSERT INTO billing_webhookevent (id, gateway, event_id, kind, body, received_at, outcome)
    VALUES (%(id)s, %(gateway)s, %(event)s, %(kind)s, %(body)s, %(now)s, '')
    ON CONFLICT (gateway, event_id) DO NOTHING RETURNING id
)
SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(
    'default', 'billing.work_on', 0, NULL, NULL, jsonb_build_object('event_id', made.id), NULL
)]::procrastinate_job_to_defer_v1[]) FROM made
"""
"""The event once, and its job, in one statement (docs/performance.md, W8)."""


def take(*, gateway: str, raw: bytes, headers: Mapping[str, str]) -> bool:
    """Keep an event and defer its job; False when it is known. Raises BadWebhook, NotFound for no such gateway."""
    try:
        notice = gateways.gateway(gateway).read(raw, headers)
    except BadSignature:
        raise errors.BadWebhook from None
    except errors.NoGateway:
        raise NotFound from None
    values = {"id": new_id(), "gateway": gateway, "event": notice.event_id, "kind": notice.kind, "body": raw}
    return bool(sql.rows(KEEP, values | {"now": clock.now()}))


def work_on(*, event_id: UUID) -> None:
    """What an event says is taken in; safe to repeat."""
    row = WebhookEvent.objects.get(pk=event_id)
    if row.done_at:
        return
    try:
        notice = gateways.gateway(row.gateway).parse(bytes(row.body), row.event_id)
    except BadSignature:
        notice = Notice(row.event_id, row.kind)
    row.outcome, row.done_at = _taken_in(row.gateway, notice), clock.now()
    row.save(update_fields=["outcome", "done_at"])


@transaction.atomic
def replay(*, actor: User, event_id: UUID) -> None:
    """Work on an event again."""
    if actor.role != Role.ADMIN:
        raise Forbidden
    row = WebhookEvent.objects.select_for_update().filter(pk=event_id).first()
    if row is None:
        raise NotFound
    row.done_at, row.outcome = None, ""
    row.save(update_fields=["done_at", "outcome"])
    audit.record(Event.REPLAYED, actor=actor, subject=row)
    _defer(row)


def _defer(row: WebhookEvent) -> None:
    app.configure_task("billing.work_on").defer(event_id=str(row.pk))


def _taken_in(gateway: str, notice: Notice) -> str:
    if notice.subscription:
        return subscriptions.told(gateway=gateway, seen=notice.subscription, payment=notice.payment)
    if notice.payment and notice.payment.order_id:
        found = _payment_of(gateway, notice)
        if found is None:
            return "no such payment"
        if notice.payment.outcome == Outcome.AUTHORIZED:
            payments.ask(payment=found)
        else:
            settle(payment_id=found.pk, seen=notice.payment)
        return notice.payment.outcome.value
    if notice.refund:
        return _refund(gateway, notice.refund)
    return "unknown"


def _payment_of(gateway: str, notice: Notice) -> Payment | None:
    """By the gateway's order; by our own reference where the gateway opened its order itself (a payment link)."""
    order_id = notice.payment.order_id if notice.payment else ""
    mine = Payment.objects.filter(gateway=gateway)
    found = mine.filter(gateway_order=order_id).first()
    if found is None and len(notice.reference) == 32 and set(notice.reference) <= set("0123456789abcdef"):
        found = mine.filter(pk=UUID(notice.reference)).first()
        if found is not None and not found.page_url:
            mine.filter(pk=found.pk, gateway_order="").update(gateway_order=order_id)
    return found


def _refund(gateway: str, seen: RefundSeen) -> str:
    mine = Refund.objects.filter(payment__gateway=gateway)
    row = mine.filter(gateway_refund=seen.refund_id).exclude(gateway_refund="").first()
    if row is None and gateway == "cashfree":
        row = next((one for one in mine.filter(settled_at=None) if one.pk.hex == seen.refund_id), None)
    if row is None:
        return "no such refund"
    refunds.answered(refund_id=row.pk, seen=seen)
    return f"refund {seen.outcome.value}"
