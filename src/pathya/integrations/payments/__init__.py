"""Payment gateways behind one protocol; the sandbox, which needs our database, stands in `billing.sandbox`."""

from pathya.integrations.payments.cashfree import Cashfree, CashfreeAccount
from pathya.integrations.payments.protocol import (
    BadSignature,
    Checkout,
    Gateway,
    GatewayFailed,
    Notice,
    Opened,
    Outcome,
    RefundSeen,
    Request,
    Seen,
)
from pathya.integrations.payments.razorpay import Razorpay, RazorpayAccount

__all__ = [
    "BadSignature",
    "Cashfree",
    "CashfreeAccount",
    "Checkout",
    "Gateway",
    "GatewayFailed",
    "Notice",
    "Opened",
    "Outcome",
    "Razorpay",
    "RazorpayAccount",
    "RefundSeen",
    "Request",
    "Seen",
]
