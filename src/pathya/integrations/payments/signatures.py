"""How the gateways sign: HMAC-SHA256, compared in constant time."""

import base64
import hashlib
import hmac


def razorpay_checkout(order_id: str, payment_id: str, secret: str) -> str:
    return _hex(secret, f"{order_id}|{payment_id}".encode())


def razorpay_webhook(raw: bytes, secret: str) -> str:
    return _hex(secret, raw)


def razorpay_link(link_id: str, reference: str, status: str, payment_id: str, secret: str) -> str:
    return _hex(secret, f"{link_id}|{reference}|{status}|{payment_id}".encode())


def razorpay_subscription(payment_id: str, subscription_id: str, secret: str) -> str:
    return _hex(secret, f"{payment_id}|{subscription_id}".encode())


def cashfree_webhook(timestamp: str, raw: bytes, secret: str) -> str:
    return base64.b64encode(hmac.digest(secret.encode(), timestamp.encode() + raw, hashlib.sha256)).decode()


def same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def _hex(secret: str, content: bytes) -> str:
    return hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()
