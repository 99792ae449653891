"""Payment gateways behind one protocol; the sandbox, which needs our database, stands in `billing.sandbox`."""

from pathya.integrations.payments.cashfree import Cashfree, CashfreeAccount
from pathya.integrations.payments.protocol import (
    BadSignature,
    Capturing,
    Checkout,
    Gateway,
    GatewayFailed,
    Linking,
    LinkOpened,
    Notice,
    Opened,
    Outcome,
    Recurring,
    RefundSeen,
    Request,
    Seen,
    Standing,
    Subscribed,
    SubscriptionSeen,
)
from pathya.integrations.payments.razorpay import Razorpay, RazorpayAccount

__all__ = [
    "BadSignature",
    "Capturing",
    "Cashfree",
    "CashfreeAccount",
    "Checkout",
    "Gateway",
    "GatewayFailed",
    "LinkOpened",
    "Linking",
    "Notice",
    "Opened",
    "Outcome",
    "Razorpay",
    "RazorpayAccount",
    "Recurring",
    "RefundSeen",
    "Request",
    "Seen",
    "Standing",
    "Subscribed",
    "SubscriptionSeen",
]
