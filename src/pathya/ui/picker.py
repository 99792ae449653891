"""A month of days and the times of one day, ready for `ui/components/days.html` and `ui/components/slots.html`."""

import calendar
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pathya.ui import words

NOON, EVENING = 12, 17


@dataclass(frozen=True)
class Day:
    """`url` is empty where nothing is free; `label` says it all to a screen reader."""

    date: date
    label: str
    url: str
    is_today: bool = False
    is_selected: bool = False
    is_other_month: bool = False


@dataclass(frozen=True)
class Month:
    title: str
    weekdays: Sequence[tuple[str | Promise, str | Promise]]
    weeks: Sequence[Sequence[Day]]
    previous_url: str = ""
    next_url: str = ""


@dataclass(frozen=True)
class Slot:
    """One time to choose: `value` is its instant in UTC (ISO 8601), `full` the whole date and time."""

    value: str
    text: str
    full: str
    url: str = ""
    is_selected: bool = False


@dataclass
class PartOfDay:
    title: str
    icon: str
    slots: list[Slot] = field(default_factory=list)


def month(
    first: date,
    free: Mapping[date, int],
    *,
    link: Callable[[date], str],
    today: date,
    selected: date | None = None,
    month_link: Callable[[date], str] | None = None,
    earliest: date | None = None,
    latest: date | None = None,
) -> Month:
    """The weeks (from Monday) of the month of `first`.

    `free` counts the free times of each day; `link` gives the address of a day, `month_link` of another month,
    offered between `earliest` and `latest`.
    """
    first = first.replace(day=1)
    before, after = (first - timedelta(1)).replace(day=1), (first + timedelta(32)).replace(day=1)

    def made(day: date) -> Day:
        count = free.get(day, 0)
        times = ngettext("%(count)s free time", "%(count)s free times", count) % {"count": count}
        return Day(
            date=day,
            label=f"{words.long_date(day)}, {times if count else _('nothing free')}",
            url=link(day) if count else "",
            is_today=day == today,
            is_selected=day == selected,
            is_other_month=day.month != first.month,
        )

    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return Month(
        title=f"{words.month_name(first)} {first.year}",
        weekdays=list(zip(words.WEEKDAYS_SHORT, words.WEEKDAYS, strict=True)),
        weeks=[[made(day) for day in week] for week in weeks],
        previous_url=month_link(before) if month_link and first > (earliest or today) else "",
        next_url=month_link(after) if month_link and (latest is None or after <= latest) else "",
    )


def parts_of_day(
    instants: Iterable[datetime],
    zone: ZoneInfo,
    *,
    selected: datetime | None = None,
    link: Callable[[datetime], str] | None = None,
) -> list[PartOfDay]:
    """The times of a day in `zone`, grouped into morning, afternoon and evening; empty parts are left out."""
    parts = [
        PartOfDay(_("Morning"), "sunrise"),
        PartOfDay(_("Afternoon"), "sun"),
        PartOfDay(_("Evening"), "moon-star"),
    ]
    for instant in sorted(instants):
        local = instant.astimezone(zone)
        part = parts[0 if local.hour < NOON else 1 if local.hour < EVENING else 2]
        part.slots.append(
            Slot(
                value=instant.isoformat(),
                text=words.clock_time(local),
                full=words.in_full(instant, zone),
                url=link(instant) if link else "",
                is_selected=instant == selected,
            )
        )
    return [part for part in parts if part.slots]
