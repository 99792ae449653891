"""Trying terms: what they would give back on which day."""

from dataclasses import dataclass

from pathya.accounts.models import User
from pathya.kit.money import Money
from pathya.programs import rules
from pathya.programs.rules import Terms
from pathya.programs.services.terms import only_admins


@dataclass(frozen=True)
class Given:
    """Cancelled on this day (0: before it starts): what goes back; with one consultation used; when we cancel."""

    day: int
    share: int
    back: Money
    back_with_session: Money
    back_by_practice: Money


def preview(viewer: User, terms: Terms, fee: Money, days: int) -> list[Given]:
    """What cancelling a program of so many days gives back, at each step and on the day after it. Raises Forbidden."""
    only_admins(viewer)

    def part(share: int) -> Money:
        return Money(rules.part(fee.amount, share), fee.currency)

    steps = {day for day, _share in terms.refunds if day <= days}
    given = []
    for day in sorted({0, 1, days} | steps | {day + 1 for day in steps if day < days}):
        share, used = terms.share_back(day, 0), terms.share_back(day, 1)
        ours = max(share, rules.days_left_share(day, days))
        given.append(Given(day, share, part(share), part(used), part(ours)))
    return given
