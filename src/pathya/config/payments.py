"""Payment gateways (docs/billing.md)."""

from pathya.config.env import flag, problem, text
from pathya.integrations.payments import Cashfree, CashfreeAccount, Gateway, Razorpay, RazorpayAccount


def gateways() -> dict[str, Gateway]:
    """Name → gateway of those with keys; the first one is offered first."""
    found: dict[str, Gateway] = {}
    key, secret = text("PATHYA_RAZORPAY_KEY_ID", ""), text("PATHYA_RAZORPAY_KEY_SECRET", "")
    webhook, old = text("PATHYA_RAZORPAY_WEBHOOK_SECRET", ""), text("PATHYA_RAZORPAY_OLD_WEBHOOK_SECRET", "")
    if key or secret:
        if not all((key, secret, webhook)):
            problem("PATHYA_RAZORPAY_KEY_ID, _KEY_SECRET and _WEBHOOK_SECRET belong together.")
        found["razorpay"] = Razorpay(RazorpayAccount(key, secret, webhook, old))
    client, secret = text("PATHYA_CASHFREE_CLIENT_ID", ""), text("PATHYA_CASHFREE_CLIENT_SECRET", "")
    if client or secret:
        if not all((client, secret)):
            problem("PATHYA_CASHFREE_CLIENT_ID and PATHYA_CASHFREE_CLIENT_SECRET belong together.")
        test = flag("PATHYA_CASHFREE_TEST")
        url = "https://sandbox.cashfree.com/pg" if test else "https://api.cashfree.com/pg"
        found["cashfree"] = Cashfree(CashfreeAccount(client, secret, url))
    return found


def links() -> str:
    """Where a request to pay leads: to a page of the gateway (`gateway`), or only to ours (`own`)."""
    chosen = text("PATHYA_PAYMENT_LINKS", "gateway")
    if chosen not in {"gateway", "own"}:
        problem("PATHYA_PAYMENT_LINKS is gateway or own.")
    return chosen


def sandbox(*, development: bool) -> bool:
    """Whether the practice's own pretend gateway may be used; never money."""
    return flag("PATHYA_PAYMENT_SANDBOX", default=development)
