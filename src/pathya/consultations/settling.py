"""What goes back of a fee, and why."""

from decimal import Decimal
from typing import Any

from pathya.consultations import rules
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Party, Status
from pathya.kit import clock
from pathya.kit.money import Money

UNPAID = frozenset({"unpaid", "hold_expired"})


def settled(call: Consultation, share: int, by: Party, because: str) -> dict[str, Any]:
    """How what goes back of the fee came about, to be kept with the call."""
    paid = not call.by_credit and because not in UNPAID
    back = rules.shared(call.fee_amount, share if paid else 0)
    return {
        "at": clock.now().isoformat(timespec="seconds"),
        "because": because,
        "by": by.value,
        "policy": str(call.policy_id) if call.policy_id else None,
        "minutesLeft": int((call.starts_at - clock.now()).total_seconds() // 60),
        "fee": str(rules.shared(call.fee_amount, 100)),
        "byCredit": call.by_credit,
        "share": share,
        "back": str(back),
        "currency": call.fee_currency,
    }


def back_now(call: Consultation, party: Party) -> Money:
    """What cancelling now would give back of what was paid; nothing for a call paid by a session of a package."""
    if call.by_credit or call.status == Status.AWAITING_PAYMENT:
        return Money(Decimal(0), call.fee_currency)
    share = call.terms.share_back(call.starts_at, party, clock.now())
    return Money(rules.shared(call.fee_amount, share), call.fee_currency)
