"""What goes back of a fee, and why."""

from dataclasses import dataclass
from datetime import datetime, timedelta
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
        **({"movedFrom": _moved_from(call)} if call.moved_by_host and by is Party.CLIENT else {}),
    }


def _moved_from(call: Consultation) -> str | None:
    """The time a host moved it from: why the share is whole."""
    return call.moved_from.isoformat(timespec="seconds") if call.moved_from else None


def full_back_until(call: Consultation, party: Party) -> datetime | None:
    """Until when a client may cancel for everything, as a host moved the call; None where the terms count."""
    counts = party is Party.CLIENT and call.moved_by_host and call.status == Status.SCHEDULED
    return call.starts_at if counts and (call.fee_amount or call.by_credit) else None


def back_now(call: Consultation, party: Party) -> Money:
    """What cancelling now would give back of what was paid; nothing for a call paid by a session of a package."""
    if call.by_credit or call.status == Status.AWAITING_PAYMENT:
        return Money(Decimal(0), call.fee_currency)
    share = call.share_back(party, clock.now())
    return Money(rules.shared(call.fee_amount, share), call.fee_currency)


@dataclass(frozen=True)
class Step:
    """Cancelled before `until` (None: at any time after the others), `back` is given back; `is_now`: it counts now."""

    until: datetime | None
    back: Money
    is_now: bool


def steps_of(call: Consultation) -> list[Step]:
    """What cancelling gives back until when, by the terms agreed to; nothing for what costs nothing."""
    if call.by_credit or not call.fee_amount or call.status == Status.AWAITING_PAYMENT or call.moved_by_host:
        return []
    now, found = clock.now(), list[Step]()
    for minutes, share in sorted(call.terms.refunds, reverse=True):
        until = call.starts_at - timedelta(minutes=minutes)
        is_now = now <= until and not any(step.is_now for step in found)
        found.append(Step(until, Money(rules.shared(call.fee_amount, share), call.fee_currency), is_now))
    rest = Step(None, Money(Decimal(0), call.fee_currency), not any(step.is_now for step in found))
    return [*found, rest]
