"""The month and the day on the booking page, in the viewer's zone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from pathya.consultations.booking import utc
from pathya.consultations.slots import free_slots
from pathya.kit import clock
from pathya.nutritionists.models import Offer
from pathya.ui import picker


@dataclass(frozen=True)
class Choice:
    """A month of days, one of them chosen (None when the month has no room) with its free times."""

    month: picker.Month
    chosen: date | None
    parts: list[picker.PartOfDay]
    later: date | None


@dataclass(frozen=True)
class Links:
    day: Callable[[date], str]
    month: Callable[[date], str]
    time: Callable[[datetime], str]


def links_to(here: str) -> Links:
    """To the page itself, with the day, the month or the time in its query."""

    def to(**query: str) -> str:
        return f"{here}?{urlencode(query)}"

    return Links(
        day=lambda day: to(day=day.isoformat()) + "#times",
        month=lambda first: to(month=f"{first:%Y-%m}"),
        time=lambda instant: to(at=utc(instant)),
    )


def choice(offer: Offer, zone: ZoneInfo, links: Links, *, day: date | None, first: date | None) -> Choice:
    """The month `first` or that of `day`; without either, this one, or the next one when only that has room."""
    today = clock.today(zone)
    this, last = today.replace(day=1), (today + timedelta(days=offer.nutritionist.horizon_days + 1)).replace(day=1)
    start = max(this, min((first or day or today).replace(day=1), last))
    free = _free(offer, start, _after(start) if day or first else _after(_after(start)), zone)
    if not (day or first) and free:
        start = min(free).replace(day=1)
    chosen = day if day in free else min((found for found in free if found >= start), default=None)
    return Choice(
        month=picker.month(
            start,
            {found: len(times) for found, times in free.items()},
            link=links.day,
            today=today,
            selected=chosen,
            month_link=links.month,
            earliest=this,
            latest=last,
        ),
        chosen=chosen,
        parts=picker.parts_of_day(free[chosen], zone, link=links.time) if chosen else [],
        later=_after(start) if start < last else None,
    )


def _free(offer: Offer, first: date, end: date, zone: ZoneInfo) -> dict[date, list[datetime]]:
    """Days with room from `first` until before `end`."""
    days = free_slots(
        nutritionist_id=offer.nutritionist_id,
        kind_id=offer.kind_id,
        first_day=first,
        last_day=end - timedelta(days=1),
        zone=zone,
        now=clock.now(),
    )
    free = {day: [slot.start for slot in slots if slot.available] for day, slots in days}
    return {day: times for day, times in free.items() if times}


def _after(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)
