"""Razorpay: orders in paise, hosted checkout, capture, refunds with an idempotency key, links, webhooks.

The hosted checkout is a form that the payer's browser sends; no script of theirs runs on our pages.
"""

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
from pathya.integrations.payments.razorpay_links import PREFIX, RazorpayLinks
from pathya.integrations.payments.razorpay_recurring import RazorpayRecurring, standing_of
from pathya.integrations.payments.reading import ask, document, inner, paise, text

PAID = {
    "captured": Outcome.SUCCESS,
    "refunded": Outcome.SUCCESS,
    "failed": Outcome.FAILED,
    "authorized": Outcome.AUTHORIZED,
}
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
    shown_as: str = "Pathya"


class Razorpay(RazorpayLinks, RazorpayRecurring):
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
            "name": self.account.shown_as,
            "description": request.description[:250],
            "callback_url": request.return_url,
            "cancel_url": request.cancel_url or request.return_url,
            "prefill[name]": request.name,
            "prefill[email]": request.email,
            "prefill[contact]": request.phone,
        }
        return Checkout(HOSTED, fields)

    def returned(self, fields: Mapping[str, str]) -> str:
        if "razorpay_payment_link_id" in fields:
            return self._link_returned(fields)
        if "razorpay_signature" not in fields and "error[metadata]" in fields:
            return text(document(fields["error[metadata]"].encode()).get("order_id"))
        order_id, payment_id = fields.get("razorpay_order_id", ""), fields.get("razorpay_payment_id", "")
        signed = signatures.razorpay_checkout(order_id, payment_id, self.account.key_secret)
        if not order_id or not payment_id or not signatures.same(signed, fields.get("razorpay_signature", "")):
            raise BadSignature
        return order_id

    def _link_returned(self, fields: Mapping[str, str]) -> str:
        link, reference, status, payment = (
            fields.get(f"razorpay_payment_{name}", "") for name in ("link_id", "link_reference_id", "link_status", "id")
        )
        signed = signatures.razorpay_link(link, reference, status, payment, self.account.key_secret)
        if not reference or not signatures.same(signed, fields.get("razorpay_signature", "")):
            raise BadSignature
        return link

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
            return Notice(event_id[:120], kind, refund=_refund(refund))
        payment, link = inner(body, "payload", "payment", "entity"), inner(body, "payload", "payment_link", "entity")
        about = inner(body, "payload", "subscription", "entity")
        return Notice(
            event_id[:120],
            kind,
            payment=_seen(payment) if payment else None,
            subscription=standing_of(about) if about else None,
            reference=text(link.get("reference_id")),
        )

    def payments(self, order_id: str) -> list[Seen]:
        if order_id.startswith(PREFIX):
            return self.paid_by_link(order_id)
        items = self._ask("GET", f"/orders/{quote(order_id, safe='')}/payments").get("items")
        return [_seen(item) for item in items if isinstance(item, dict)] if isinstance(items, list) else []

    def capture(self, seen: Seen) -> Seen:
        body = {"amount": int(seen.amount * 100), "currency": seen.currency}
        made = _seen(self._ask("POST", f"/payments/{quote(seen.payment_id, safe='')}/capture", json=body))
        if made.payment_id != seen.payment_id or made.order_id != seen.order_id:
            raise GatewayFailed("another payment", uncertain=True)
        return made

    def refunded(self, seen_order: str, seen_payment: str, refund_id: str) -> RefundSeen:  # noqa: ARG002
        path = f"/payments/{quote(seen_payment, safe='')}/refunds/{quote(refund_id, safe='')}"
        found = _refund(self._ask("GET", path))
        if found.refund_id != refund_id:
            raise GatewayFailed("another refund")
        return found

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


def _refund(refund: dict[str, Any]) -> RefundSeen:
    outcome = REFUND.get(text(refund.get("status")), Outcome.UNKNOWN)
    return RefundSeen(text(refund.get("id")), outcome, paise(refund.get("amount")))


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
