"""Payment links of Razorpay: a page of theirs that anybody with its address can pay on."""

from datetime import datetime
from urllib.parse import quote

from pathya.integrations.payments.protocol import GatewayFailed, LinkOpened, Outcome, Request, Seen
from pathya.integrations.payments.razorpay_calls import RazorpayCalls
from pathya.integrations.payments.reading import paise, text

PREFIX = "plink_"


class RazorpayLinks(RazorpayCalls):
    def link(self, request: Request, *, expires_at: datetime) -> LinkOpened:
        body = {
            "amount": int(request.amount * 100),
            "currency": request.currency,
            "reference_id": request.reference,
            "description": request.description[:2048],
            "expire_by": int(expires_at.timestamp()),
            "customer": {"name": request.name, "email": request.email, "contact": request.phone},
            "notify": {"sms": False, "email": False},
            "callback_url": request.return_url,
            "callback_method": "get",
        }
        made = self._ask("POST", "/payment_links", json=body)
        url, link = text(made.get("short_url"), 300), text(made.get("id"))
        if paise(made.get("amount")) != request.amount or not link or not url.startswith("https://"):
            raise GatewayFailed("another link")
        return LinkOpened(link, url)

    def unlink(self, link_id: str) -> None:
        self._ask("POST", f"/payment_links/{quote(link_id, safe='')}/cancel")

    def paid_by_link(self, link_id: str) -> list[Seen]:
        """What was paid on the page; failed tries are not told."""
        found = self._ask("GET", f"/payment_links/{quote(link_id, safe='')}")
        rows = found.get("payments")
        if found.get("id") != link_id or not isinstance(rows, list):
            return []
        currency = text(found.get("currency"), 3)
        return [
            Seen(
                order_id=link_id,
                payment_id=text(row.get("payment_id")),
                outcome=Outcome.SUCCESS,
                amount=paise(row.get("amount")),
                currency=currency,
                method=text(row.get("method"), 20),
            )
            for row in rows
            if isinstance(row, dict) and row.get("status") == "captured" and row.get("payment_id")
        ]
