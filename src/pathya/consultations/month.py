"""The month grid of the booking page, and the times of one of its days."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from pathya.consultations.slots import Slot, free_slots
from pathya.kit import clock
from pathya.nutritionists.models import Offer


@dataclass(frozen=True)
class GridDay:
    """`free` counts the free times; a day outside the month has no number of its own to show."""

    date: date
    free: int
    in_month: bool


@dataclass(frozen=True)
class PartOfDay:
    name: str
    slots: list[Slot]


@dataclass(frozen=True)
class Month:
    """One month of one offer in the viewer's zone, a day of it chosen (None when the month has no room)."""

    first: date
    weeks: list[list[GridDay]]
    chosen: date | None
    parts: list[PartOfDay]
    earlier: date | None
    later: date | None


def month(offer: Offer, zone: ZoneInfo, *, day: date | None, first: date | None) -> Month:
    """The month `first` or that of `day`; without either, this one or the next one if only that has room."""
    today = clock.today(zone)
    this, last = today.replace(day=1), (today + timedelta(days=offer.nutritionist.horizon_days + 1)).replace(day=1)
    start = max(this, min((first or day or today).replace(day=1), last))
    free = _free(offer, start, _moved(start, 1 if day or first else 2) - timedelta(days=1), zone)
    found = [date for date, slots in free.items() if slots]
    if not (day or first) and found:
        start = found[0].replace(day=1)
    chosen = day if day in found else next((date for date in found if date >= start), None)
    return Month(
        first=start,
        weeks=_weeks(start, {date: len(slots) for date, slots in free.items()}),
        chosen=chosen,
        parts=_parts(free[chosen], zone) if chosen else [],
        earlier=_moved(start, -1) if start > this else None,
        later=_moved(start, 1) if start < last else None,
    )


def _free(offer: Offer, first: date, last: date, zone: ZoneInfo) -> dict[date, list[Slot]]:
    days = free_slots(
        nutritionist_id=offer.nutritionist_id,
        kind_id=offer.kind_id,
        first_day=first,
        last_day=last,
        zone=zone,
        now=clock.now(),
    )
    return {day: [slot for slot in slots if slot.available] for day, slots in days}


def _weeks(start: date, free: dict[date, int]) -> list[list[GridDay]]:
    monday = start - timedelta(days=start.weekday())
    days = [monday + timedelta(days=n) for n in range(42)]
    grid = [GridDay(day, free.get(day, 0), day.month == start.month) for day in days]
    weeks = [grid[n : n + 7] for n in range(0, 42, 7)]
    return [week for week in weeks if any(day.in_month for day in week)]


def _parts(slots: list[Slot], zone: ZoneInfo) -> list[PartOfDay]:
    names = {"morning": range(12), "afternoon": range(12, 17), "evening": range(17, 24)}
    parts = [
        PartOfDay(name, [slot for slot in slots if slot.start.astimezone(zone).hour in hours])
        for name, hours in names.items()
    ]
    return [part for part in parts if part.slots]


def _moved(first: date, months: int) -> date:
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
