"""Subscriptions of Razorpay: a plan, a subscription that the payer confirms on their page, its charges."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from pathya.integrations.payments.protocol import (
    GatewayFailed,
    Outcome,
    Seen,
    Standing,
    Subscribed,
    SubscriptionSeen,
)
from pathya.integrations.payments.razorpay_calls import RazorpayCalls
from pathya.integrations.payments.reading import paise, text

STANDINGS = {
    "created": Standing.CREATED,
    "authenticated": Standing.CREATED,
    "active": Standing.ACTIVE,
    "pending": Standing.PENDING,
    "halted": Standing.HALTED,
    "paused": Standing.HALTED,
    "cancelled": Standing.ENDED,
    "completed": Standing.ENDED,
    "expired": Standing.ENDED,
}


class RazorpayRecurring(RazorpayCalls):
    def plan(self, *, title: str, amount: Decimal, months: int, reference: str) -> str:
        item = {"name": title, "amount": int(amount * 100), "currency": "INR"}
        body = {"period": "monthly", "interval": months, "item": item, "notes": {"reference": reference}}
        made = self._ask("POST", "/plans", json=body)
        plan = text(made.get("id"))
        charged = made.get("item")
        if not plan or not isinstance(charged, dict) or paise(charged.get("amount")) != amount:
            raise GatewayFailed("another plan")
        return plan

    def subscribe(self, *, plan_id: str, reference: str, times: int) -> Subscribed:
        body = {"plan_id": plan_id, "total_count": times, "customer_notify": 1, "notes": {"reference": reference}}
        made = self._ask("POST", "/subscriptions", json=body)
        url = text(made.get("short_url"), 300)
        if made.get("plan_id") != plan_id or not text(made.get("id")) or not url.startswith("https://"):
            raise GatewayFailed("another subscription")
        return Subscribed(text(made["id"]), url)

    def subscription(self, subscription_id: str) -> SubscriptionSeen:
        found = standing_of(self._ask("GET", f"/subscriptions/{quote(subscription_id, safe='')}"))
        if found.subscription_id != subscription_id:
            raise GatewayFailed("another subscription")
        return found

    def charges(self, subscription_id: str) -> list[Seen]:
        """By its invoices: each paid one names its payment."""
        items = self._ask("GET", "/invoices", params={"subscription_id": subscription_id}).get("items")
        rows = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
        return [
            Seen(
                order_id=text(row.get("order_id")),
                payment_id=text(row.get("payment_id")),
                outcome=Outcome.SUCCESS,
                amount=paise(row.get("amount_paid")),
                currency=text(row.get("currency"), 3),
            )
            for row in rows
            if row.get("status") == "paid" and row.get("payment_id") and row.get("subscription_id") == subscription_id
        ]

    def unsubscribe(self, subscription_id: str, *, at_end: bool) -> None:
        path = f"/subscriptions/{quote(subscription_id, safe='')}/cancel"
        self._ask("POST", path, json={"cancel_at_cycle_end": int(at_end)})


def standing_of(row: dict[str, Any]) -> SubscriptionSeen:
    standing = STANDINGS.get(text(row.get("status")), Standing.CREATED)
    return SubscriptionSeen(text(row.get("id")), standing, _moment(row.get("current_end")))


def _moment(seconds: Any) -> datetime | None:
    """Of seconds since 1970, within this century."""
    if isinstance(seconds, int) and not isinstance(seconds, bool) and 0 < seconds < 4_102_444_800:
        return datetime.fromtimestamp(seconds, UTC)
    return None
