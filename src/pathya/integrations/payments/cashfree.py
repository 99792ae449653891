"""Cashfree Payments: orders in rupees, its hosted page by a session, refunds, webhooks."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from pathya.integrations.payments import signatures
from pathya.integrations.payments.protocol import (
    BadSignature,
    Checkout,
    GatewayFailed,
    Notice,
    Opened,
    Outcome,
    RefundSeen,
    Request,
    Seen,
)
from pathya.integrations.payments.reading import ask, document, inner, rupees, text

VERSION = "2025-01-01"
PAID = {
    "SUCCESS": Outcome.SUCCESS,
    "FAILED": Outcome.FAILED,
    "USER_DROPPED": Outcome.FAILED,
    "CANCELLED": Outcome.FAILED,
    "VOID": Outcome.FAILED,
}
REFUND = {"SUCCESS": Outcome.SUCCESS, "FAILED": Outcome.FAILED, "CANCELLED": Outcome.FAILED}


@dataclass(frozen=True)
class CashfreeAccount:
    client_id: str
    client_secret: str
    url: str = "https://api.cashfree.com/pg"


class Cashfree:
    name = "cashfree"

    def __init__(self, account: CashfreeAccount) -> None:
        self.account = account

    def open(self, request: Request) -> Opened:
        body = {
            "order_id": request.reference,
            "order_amount": float(request.amount),
            "order_currency": request.currency,
            "customer_details": {
                "customer_id": request.customer_id,
                "customer_name": request.name,
                "customer_email": request.email,
                "customer_phone": request.phone or "9999999999",
            },
            "order_meta": {"return_url": request.return_url, "notify_url": request.notify_url},
        }
        made = self._ask("POST", "/orders", json=body, headers={"x-idempotency-key": request.reference})
        if rupees(made.get("order_amount")) != request.amount or made.get("order_id") != request.reference:
            raise GatewayFailed("another order")
        return Opened(request.reference, text(made.get("payment_session_id"), 500))

    def checkout(self, opened: Opened, request: Request) -> Checkout:  # noqa: ARG002
        return Checkout(f"{self.account.url}/view/sessions/checkout", {"payment_session_id": opened.session})

    def returned(self, fields: Mapping[str, str]) -> str:
        """The return carries no signature and proves nothing: the order is asked for afterwards in any case."""
        if not fields.get("order_id"):
            raise BadSignature
        return fields["order_id"]

    def read(self, raw: bytes, headers: Mapping[str, str]) -> Notice:
        stamp = headers.get("x-webhook-timestamp", "")
        signed = signatures.cashfree_webhook(stamp, raw, self.account.client_secret)
        if not stamp or not signatures.same(signed, headers.get("x-webhook-signature", "")):
            raise BadSignature
        return self.parse(raw, "")

    def parse(self, raw: bytes, event_id: str) -> Notice:
        body = document(raw)
        kind = text(body.get("type"))
        refund = inner(body, "data", "refund")
        if refund:
            key = f"{text(refund.get('cf_refund_id'))}:{text(refund.get('refund_status'))}"
            outcome = REFUND.get(text(refund.get("refund_status")), Outcome.PENDING)
            seen = RefundSeen(text(refund.get("refund_id")), outcome, rupees(refund.get("refund_amount")))
            return Notice(f"{kind}:{key}"[:120], kind, refund=seen)
        payment, order = inner(body, "data", "payment"), inner(body, "data", "order")
        if not payment:
            return Notice(event_id or hashlib.sha256(raw).hexdigest(), kind)
        key = f"{text(payment.get('cf_payment_id'))}:{text(payment.get('payment_status'))}"
        return Notice(f"{kind}:{key}"[:120], kind, payment=_seen(payment, text(order.get("order_id"))))

    def payments(self, order_id: str) -> list[Seen]:
        path = f"/orders/{quote(order_id, safe='')}"
        order = self._ask("GET", path)
        outcome = {"PAID": Outcome.SUCCESS, "EXPIRED": Outcome.FAILED}.get(text(order.get("order_status")))
        if order.get("order_id") != order_id:
            raise GatewayFailed("another order")
        return [
            Seen(
                order_id=order_id,
                payment_id=text(order.get("cf_order_id")) or order_id,
                outcome=outcome or Outcome.PENDING,
                amount=rupees(order.get("order_amount")),
                currency=text(order.get("order_currency"), 3),
            )
        ]

    def refund(self, seen_order: str, seen_payment: str, amount: Decimal, key: str) -> RefundSeen:  # noqa: ARG002
        body = {"refund_amount": float(amount), "refund_id": key, "refund_note": "Refund of the practice"}
        made = self._ask(
            "POST", f"/orders/{quote(seen_order, safe='')}/refunds", json=body, headers={"x-idempotency-key": key}
        )
        if rupees(made.get("refund_amount")) != amount or made.get("refund_id") != key:
            raise GatewayFailed("another refund", uncertain=True)
        return RefundSeen(key, REFUND.get(text(made.get("refund_status")), Outcome.PENDING))

    def refunded(self, seen_order: str, seen_payment: str, refund_id: str) -> RefundSeen:  # noqa: ARG002
        found = self._ask("GET", f"/orders/{quote(seen_order, safe='')}/refunds/{quote(refund_id, safe='')}")
        if found.get("refund_id") != refund_id:
            raise GatewayFailed("another refund")
        outcome = REFUND.get(text(found.get("refund_status")), Outcome.PENDING)
        return RefundSeen(refund_id, outcome, rupees(found.get("refund_amount")))

    def _ask(self, method: str, path: str, headers: Mapping[str, str] | None = None, **rest: Any) -> dict[str, Any]:
        ours = {
            "x-client-id": self.account.client_id,
            "x-client-secret": self.account.client_secret,
            "x-api-version": VERSION,
        }
        return ask(method, self.account.url + path, headers=ours | dict(headers or {}), **rest)


def _seen(payment: dict[str, Any], order_id: str) -> Seen:
    return Seen(
        order_id=order_id,
        payment_id=text(payment.get("cf_payment_id")),
        outcome=PAID.get(text(payment.get("payment_status")), Outcome.PENDING),
        amount=rupees(payment.get("payment_amount")),
        currency=text(payment.get("payment_currency"), 3),
        method=text(payment.get("payment_group"), 20),
        reason=text(payment.get("payment_message")),
    )
