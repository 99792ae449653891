"""The days that charts show: so many up to today, or from one day to another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pathya.journeys import pictures
from pathya.journeys.report import LONGEST


@dataclass(frozen=True)
class Range:
    """`is_own`: chosen by its two days."""

    first: date
    last: date
    is_own: bool = False

    @property
    def span(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def chip(self) -> int:
        """Which of `pictures.SPANS` it is; 0 for none."""
        return 0 if self.is_own else self.span


def range_of(asked: Mapping[str, str], today: date) -> Range:
    """As the address asks: `first` and `last`, else `days`; the usual range for what makes no sense."""
    try:
        last = min(date.fromisoformat(asked.get("last", "")), today)
        first = date.fromisoformat(asked.get("first", ""))
    except ValueError:
        pass
    else:
        if 0 <= (last - first).days < LONGEST:
            return Range(first, last, is_own=True)
    return Range(today - timedelta(days=pictures.span_of(asked.get("days", "")) - 1), today)
