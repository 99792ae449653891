"""A pretend gateway: its own hosted page and records, signing callbacks and webhooks as Razorpay does. Never money."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.urls import reverse

from pathya.billing.models import SandboxPayment
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
    signatures,
)
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
        return RefundSeen(f"rfnd_{key[-14:]}", Outcome.SUCCESS)

    def _as_razorpay(self) -> Razorpay:
        return Razorpay(RazorpayAccount("sandbox", secret(), secret()))


def callback(row: SandboxPayment) -> dict[str, str]:
    """What the payer's browser brings back."""
    signed = signatures.razorpay_checkout(row.order_id, row.pk, secret())
    return {"razorpay_order_id": row.order_id, "razorpay_payment_id": row.pk, "razorpay_signature": signed}


def webhook(row: SandboxPayment, kind: str) -> tuple[bytes, dict[str, str]]:
    """A signed event, body and headers; the same event has the same id."""
    status = {"payment.captured": "captured", "payment.failed": "failed"}[kind]
    payment: dict[str, Any] = {"id": row.pk, "entity": "payment", "order_id": row.order_id, "status": status}
    payment |= {"amount": int(row.amount * 100), "currency": "INR", "method": row.method}
    body = {"entity": "event", "event": kind, "contains": ["payment"], "payload": {"payment": {"entity": payment}}}
    raw = json.dumps(body).encode()
    headers = {
        "Content-Type": "application/json",
        "X-Razorpay-Signature": signatures.razorpay_webhook(raw, secret()),
        "X-Razorpay-Event-Id": f"evt_{row.pk}_{kind}",
    }
    return raw, headers


def _seen(row: SandboxPayment) -> Seen:
    outcome = STATES.get(row.status, Outcome.PENDING)
    return Seen(row.order_id, row.pk, outcome, row.amount, "INR", row.method)
