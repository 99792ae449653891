"""A pretend gateway: its own hosted page and records, signing callbacks and webhooks as Razorpay does. Never money."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse

from pathya.billing.models import SandboxPayment, SandboxSubscription
from pathya.integrations.payments import (
    Checkout,
    GatewayFailed,
    Notice,
    Opened,
    Outcome,
    Razorpay,
    RazorpayAccount,
    RefundSeen,
    Request,
    Seen,
    Subscribed,
    SubscriptionSeen,
    signatures,
)
from pathya.integrations.payments.razorpay_recurring import standing_of
from pathya.kit import crypto
from pathya.kit.ids import new_id

STATES = {"captured": Outcome.SUCCESS, "failed": Outcome.FAILED}


def secret() -> str:
    return crypto.derived("payment-sandbox", crypto.newest_key()).hex()


class Sandbox:
    name = "sandbox"

    def open(self, request: Request) -> Opened:
        made = SandboxPayment.objects.create(
            id=f"pay_{new_id().hex[-14:]}",
            order_id=f"order_{request.reference[-14:]}",
            amount=request.amount,
            description=request.description,
            return_url=request.return_url,
        )
        return Opened(made.order_id)

    def checkout(self, opened: Opened, request: Request) -> Checkout:  # noqa: ARG002
        return Checkout(reverse("sandbox_pay", args=[opened.order_id]))

    def returned(self, fields: Mapping[str, str]) -> str:
        return self._as_razorpay().returned(fields)

    def read(self, raw: bytes, headers: Mapping[str, str]) -> Notice:
        return self._as_razorpay().read(raw, headers)

    def parse(self, raw: bytes, event_id: str) -> Notice:
        return self._as_razorpay().parse(raw, event_id)

    def payments(self, order_id: str) -> list[Seen]:
        return [_seen(row) for row in SandboxPayment.objects.filter(order_id=order_id)]

    def refund(self, seen_order: str, seen_payment: str, amount: Decimal, key: str) -> RefundSeen:  # noqa: ARG002
        if not SandboxPayment.objects.filter(pk=seen_payment, status="captured").exists():
            raise GatewayFailed("no such payment")
        return RefundSeen(f"rfnd_{key[-14:]}", Outcome.SUCCESS, amount)

    def refunded(self, seen_order: str, seen_payment: str, refund_id: str) -> RefundSeen:  # noqa: ARG002
        return RefundSeen(refund_id, Outcome.SUCCESS)

    def plan(self, *, title: str, amount: Decimal, months: int, reference: str) -> str:  # noqa: ARG002
        return f"plan_{amount}_{months}"

    def subscribe(self, *, plan_id: str, reference: str, times: int) -> Subscribed:  # noqa: ARG002
        _plan, amount, months = plan_id.split("_")
        row = SandboxSubscription.objects.create(
            id=f"sub_{reference[-14:]}",
            amount=Decimal(amount),
            months=int(months),
            return_url=settings.BASE_URL + reverse("premium"),
        )
        return Subscribed(row.pk, settings.BASE_URL + reverse("sandbox_subscribe", args=[row.pk]))

    def subscription(self, subscription_id: str) -> SubscriptionSeen:
        row = SandboxSubscription.objects.filter(pk=subscription_id).first()
        if row is None:
            raise GatewayFailed("no such subscription")
        return standing_of(_told(row))

    def charges(self, subscription_id: str) -> list[Seen]:
        return [_seen(row) for row in SandboxPayment.objects.filter(order_id__startswith=f"order_{subscription_id}_")]

    def unsubscribe(self, subscription_id: str, *, at_end: bool) -> None:
        change = {"cancel_at_end": True} if at_end else {"status": "cancelled"}
        SandboxSubscription.objects.filter(pk=subscription_id).update(**change)

    def _as_razorpay(self) -> Razorpay:
        return Razorpay(RazorpayAccount("sandbox", secret(), secret()))


def callback(row: SandboxPayment) -> dict[str, str]:
    """What the payer's browser brings back."""
    signed = signatures.razorpay_checkout(row.order_id, row.pk, secret())
    return {"razorpay_order_id": row.order_id, "razorpay_payment_id": row.pk, "razorpay_signature": signed}


def webhook(row: SandboxPayment, kind: str) -> tuple[bytes, dict[str, str]]:
    """A signed event, body and headers; the same event has the same id."""
    status = {"payment.captured": "captured", "payment.failed": "failed"}[kind]
    payload = {"payment": {"entity": _payment(row, status)}}
    body = {"entity": "event", "event": kind, "contains": ["payment"], "payload": payload}
    return _signed(body, f"evt_{row.pk}_{kind}")


def subscription_webhook(row: SandboxSubscription, kind: str) -> tuple[bytes, dict[str, str]]:
    """`subscription.<kind>`, with the payment of the last charge when it is one."""
    payload: dict[str, Any] = {"subscription": {"entity": _told(row)}}
    if kind == "charged":
        paid = SandboxPayment.objects.get(order_id=f"order_{row.pk}_{row.charges}")
        payload["payment"] = {"entity": _payment(paid, "captured")}
    name = f"subscription.{kind}"
    body = {"entity": "event", "event": name, "contains": sorted(payload), "payload": payload}
    return _signed(body, f"evt_{row.pk}_{kind}_{row.charges}_{row.tries}")


def _told(row: SandboxSubscription) -> dict[str, Any]:
    ends = int(row.current_end.timestamp()) if row.current_end else None
    return {"id": row.pk, "entity": "subscription", "status": row.status, "current_end": ends}


def _payment(row: SandboxPayment, status: str) -> dict[str, Any]:
    found: dict[str, Any] = {"id": row.pk, "entity": "payment", "order_id": row.order_id, "status": status}
    return found | {"amount": int(row.amount * 100), "currency": "INR", "method": row.method}


def _signed(body: dict[str, Any], event_id: str) -> tuple[bytes, dict[str, str]]:
    raw = json.dumps(body).encode()
    headers = {
        "Content-Type": "application/json",
        "X-Razorpay-Signature": signatures.razorpay_webhook(raw, secret()),
        "X-Razorpay-Event-Id": event_id,
    }
    return raw, headers


def _seen(row: SandboxPayment) -> Seen:
    outcome = STATES.get(row.status, Outcome.PENDING)
    return Seen(row.order_id, row.pk, outcome, row.amount, "INR", row.method)
