"""Razorpay: orders in paise, hosted checkout, refunds with an idempotency key, webhooks."""

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
from pathya.integrations.payments.reading import ask, document, inner, paise, text

PAID = {"captured": Outcome.SUCCESS, "refunded": Outcome.SUCCESS, "failed": Outcome.FAILED}
REFUND = {"processed": Outcome.SUCCESS, "failed": Outcome.FAILED, "pending": Outcome.PENDING}
HOSTED = "https://api.razorpay.com/v1/checkout/embedded"


@dataclass(frozen=True)
class RazorpayAccount:
    key_id: str
    key_secret: str
    webhook_secret: str
    old_webhook_secret: str = ""
    """Events that were made before the secret changed still carry the old one."""
    url: str = "https://api.razorpay.com/v1"


class Razorpay:
    name = "razorpay"

    def __init__(self, account: RazorpayAccount) -> None:
        self.account = account

    def open(self, request: Request) -> Opened:
        body = {"amount": int(request.amount * 100), "currency": request.currency, "receipt": request.reference}
        made = self._ask("POST", "/orders", json=body)
        if paise(made.get("amount")) != request.amount or made.get("currency") != request.currency:
            raise GatewayFailed("another amount")
        if not text(made.get("id")):
            raise GatewayFailed("no order id")
        return Opened(text(made["id"]))

    def checkout(self, opened: Opened, request: Request) -> Checkout:
        fields = {
            "key_id": self.account.key_id,
            "order_id": opened.order_id,
            "amount": str(int(request.amount * 100)),
            "currency": request.currency,
            "description": request.description[:250],
            "callback_url": request.return_url,
            "cancel_url": request.return_url,
            "prefill[name]": request.name,
            "prefill[email]": request.email,
            "prefill[contact]": request.phone,
        }
        return Checkout(HOSTED, fields)

    def returned(self, fields: Mapping[str, str]) -> str:
        order_id, payment_id = fields.get("razorpay_order_id", ""), fields.get("razorpay_payment_id", "")
        signed = signatures.razorpay_checkout(order_id, payment_id, self.account.key_secret)
        if not order_id or not payment_id or not signatures.same(signed, fields.get("razorpay_signature", "")):
            raise BadSignature
        return order_id

    def read(self, raw: bytes, headers: Mapping[str, str]) -> Notice:
        secrets = filter(None, (self.account.webhook_secret, self.account.old_webhook_secret))
        given = headers.get("X-Razorpay-Signature", "")
        if not any(signatures.same(signatures.razorpay_webhook(raw, secret), given) for secret in secrets):
            raise BadSignature
        return self.parse(raw, headers.get("X-Razorpay-Event-Id", "") or hashlib.sha256(raw).hexdigest())

    def parse(self, raw: bytes, event_id: str) -> Notice:
        body = document(raw)
        kind = text(body.get("event"))
        refund = inner(body, "payload", "refund", "entity")
        if kind.startswith("refund."):
            outcome = REFUND.get(text(refund.get("status")), Outcome.UNKNOWN)
            return Notice(event_id[:120], kind, refund=RefundSeen(text(refund.get("id")), outcome))
        payment = inner(body, "payload", "payment", "entity")
        return Notice(event_id[:120], kind, payment=_seen(payment) if payment else None)

    def payments(self, order_id: str) -> list[Seen]:
        items = self._ask("GET", f"/orders/{quote(order_id, safe='')}/payments").get("items")
        return [_seen(item) for item in items if isinstance(item, dict)] if isinstance(items, list) else []

    def refund(self, seen_order: str, seen_payment: str, amount: Decimal, key: str) -> RefundSeen:  # noqa: ARG002
        made = self._ask(
            "POST",
            f"/payments/{quote(seen_payment, safe='')}/refund",
            json={"amount": int(amount * 100), "receipt": key},
            headers={"X-Refund-Idempotency": key},
        )
        if paise(made.get("amount")) != amount or not text(made.get("id")):
            raise GatewayFailed("another refund", uncertain=True)
        return RefundSeen(text(made["id"]), REFUND.get(text(made.get("status")), Outcome.PENDING))

    def _ask(self, method: str, path: str, **arguments: Any) -> dict[str, Any]:
        auth = (self.account.key_id, self.account.key_secret)
        return ask(method, self.account.url + path, auth=auth, **arguments)


def _seen(payment: dict[str, Any]) -> Seen:
    return Seen(
        order_id=text(payment.get("order_id")),
        payment_id=text(payment.get("id")),
        outcome=PAID.get(text(payment.get("status")), Outcome.PENDING),
        amount=paise(payment.get("amount")),
        currency=text(payment.get("currency"), 3),
        method=text(payment.get("method"), 20),
        reason=text(payment.get("error_reason")),
    )
