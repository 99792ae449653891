"""Free time for readers: one day, a range, the next, the nearest. Each is one statement, `next_free` one or two."""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from pathya.consultations.grid import DAY, MINUTE, Minutes, Schedule, Span, day_start
from pathya.consultations.queries import SCHEDULE, SCHEDULES
from pathya.kit import clock, sql
from pathya.kit.errors import Invalid, NotFound

MOST_DAYS = 62
"""The longest range one request may ask for, and how far ahead `next_free` looks."""

_SOON = 7
"""Days in which nearly everybody has a free slot: the calls of later ones are read for the others only."""

_OVERHANG = timedelta(days=1)
"""Longer than any call with its buffer."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that may be booked; `available` is False when a call (or its buffer) holds it."""

    start: datetime
    end: datetime
    available: bool


Day = tuple[date, list[Slot]]


def free_slots(
    *,
    nutritionist_id: UUID,
    kind_id: UUID,
    first_day: date,
    last_day: date,
    zone: ZoneInfo,
    now: datetime,
    unlisted: bool = False,
) -> list[Day]:
    """The slots of each day of the viewer's zone, days without any included.

    Past times, times within the notice or beyond the horizon are left out; taken ones are listed.
    Raises `NotFound` when the nutritionist does not offer the kind (or is not listed, unless `unlisted`),
    `Invalid` for a range that is reversed or longer than `MOST_DAYS`.
    """
    schedule, days = _asked(nutritionist_id, kind_id, first_day, last_day, zone, now, unlisted=unlisted)
    length = timedelta(seconds=schedule.length)
    return [(day, [_slot(start, length, free) for start, free in found]) for day, found in days]


def free_slots_json(
    *, nutritionist_id: UUID, kind_id: UUID, first_day: date, last_day: date, zone: ZoneInfo, now: datetime
) -> list[tuple[date, str]]:
    """`free_slots` as JSON arrays of `{"time", "endsAt", "available"}`, written without intermediate objects."""
    schedule, days = _asked(nutritionist_id, kind_id, first_day, last_day, zone, now)
    return [
        (day, f"[{','.join([_json(start, free, schedule.length) for start, free in found])}]") for day, found in days
    ]


def next_free(nutritionist_ids: Collection[UUID], *, now: datetime) -> dict[UUID, Slot]:
    """The first free slot of each who has one within `MOST_DAYS`, for the first kind each offers."""
    soon = _first_free(nutritionist_ids, now, (0, 1, 3, _SOON))
    others = [id_ for id_ in nutritionist_ids if id_ not in soon]
    return soon | _first_free(others, now, (_SOON, 21, MOST_DAYS)) if others else soon


def _first_free(nutritionist_ids: Collection[UUID], now: datetime, days: Sequence[int]) -> dict[UUID, Slot]:
    """The first free slot of each between the first and the last of `days` from now, reckoned piece by piece."""
    edges = [math.ceil(now.timestamp()) + count * DAY for count in days]
    found: dict[UUID, Slot] = {}
    for id_, schedule in _schedules(nutritionist_ids, _moment(edges[0]), _moment(edges[-1])).items():
        pieces = (schedule.slots(start, end, math.ceil(now.timestamp())) for start, end in pairwise(edges))
        start = next((start for piece in pieces for start, free in piece if free), None)
        if start is not None:
            found[id_] = _slot(start, timedelta(seconds=schedule.length), True)
    return found


def free_on(nutritionist_ids: Collection[UUID], day: date, *, zone: ZoneInfo, now: datetime) -> set[UUID]:
    """Those with a free slot on a day of the viewer's zone, for the first kind each offers."""
    start, end = (_moment(day_start(zone, day.toordinal() + n)) for n in (0, 1))
    schedules = _schedules(nutritionist_ids, start, end)
    return {id_ for id_, schedule in schedules.items() if any(free for _, free in _within(schedule, start, end, now))}


def nearest_free(
    *, nutritionist_id: UUID, kind_id: UUID, wanted: datetime, now: datetime, count: int = 3
) -> list[Slot]:
    """Up to `count` free slots within a week of `wanted`, in order of time: the answer to a taken slot."""
    start, end = wanted - timedelta(days=7), wanted + timedelta(days=8)
    found = _one(nutritionist_id, kind_id, start, end)
    if found is None:
        return []
    free = [moment for moment, is_free in _within(found, start, end, now) if is_free]
    nearest = sorted(free, key=lambda moment: abs(moment - wanted.timestamp()))[:count]
    return [_slot(moment, timedelta(seconds=found.length), True) for moment in sorted(nearest)]


def schedule(nutritionist_id: UUID, kind_id: UUID, start: datetime, end: datetime) -> Schedule | None:
    """What the slots that start in [start, end) are reckoned from; None when a listed one does not offer the kind."""
    return _one(nutritionist_id, kind_id, start, end)


def open_spans(nutritionist_id: UUID, start: datetime, end: datetime) -> list[Span]:
    """Time that is open around [start, end) (start and end in seconds), without absences and times taken elsewhere."""
    schedule = _schedules([nutritionist_id], start, end, unlisted=True).get(nutritionist_id)
    return schedule.open_time(int(start.timestamp()), int(end.timestamp())) if schedule else []


def outside_hours(nutritionist_id: UUID, calls: Collection[Span]) -> list[Span]:
    """Those of `calls` (start and end in seconds) that do not lie wholly in open time."""
    if not calls:
        return []
    start, end = min(call[0] for call in calls), max(call[1] for call in calls)
    schedule = _schedules([nutritionist_id], _moment(start), _moment(end), unlisted=True).get(nutritionist_id)
    pieces = schedule.open_time(start, end) if schedule else []
    return [call for call in calls if not any(a <= call[0] and call[1] <= b for a, b in pieces)]


def _asked(
    nutritionist_id: UUID,
    kind_id: UUID,
    first_day: date,
    last_day: date,
    zone: ZoneInfo,
    now: datetime,
    *,
    unlisted: bool = False,
) -> tuple[Schedule, list[tuple[date, list[tuple[int, bool]]]]]:
    first, last = first_day.toordinal(), last_day.toordinal()
    if not 0 <= last - first < MOST_DAYS or not date.min.year < first_day.year <= last_day.year < date.max.year:
        raise Invalid(_("Ask for one day up to 62 days, the first before the last."), fields={"to": [_RANGE]})
    edges = [day_start(zone, day) for day in range(first, last + 2)]
    start, end = _moment(edges[0]), _moment(edges[-1])
    schedule = _one(nutritionist_id, kind_id, start, end, unlisted=unlisted)
    if schedule is None:
        raise NotFound
    found = _within(schedule, start, end, now)
    days, at = [], 0
    for day, edge in zip(range(first, last + 1), edges[1:], strict=True):
        begin = at
        while at < len(found) and found[at][0] < edge:
            at += 1
        days.append((date.fromordinal(day), found[begin:at]))
    return schedule, days


_RANGE = _("At most 62 days.")


def _one(
    nutritionist_id: UUID, kind_id: UUID, start: datetime, end: datetime, *, unlisted: bool = False
) -> Schedule | None:
    asked = {"nutritionist": nutritionist_id, "kind": kind_id, "unlisted": unlisted}
    found = sql.rows(SCHEDULE, {**asked, **_window(start, end)})
    return _schedule(*found[0][1:]) if found else None


def _schedules(
    nutritionist_ids: Collection[UUID], start: datetime, end: datetime, *, unlisted: bool = False
) -> dict[UUID, Schedule]:
    asked = {"nutritionists": list(nutritionist_ids), "unlisted": unlisted}
    found = sql.rows(SCHEDULES, {**asked, **_window(start, end)})
    return {row[0]: _schedule(*row[1:]) for row in found}


def _window(start: datetime, end: datetime) -> dict[str, Any]:
    """Everything that matters for calls that start in [start, end)."""
    first, last = start.date() - timedelta(days=2), end.date() + timedelta(days=3)
    window = {"from": start, "until": end + _OVERHANG, "first": first, "last": last}
    return window | {"now": clock.now(), "moved": None}


def _schedule(
    zone: str, buffer: int, notice: int, horizon_days: int, step: int, length: int,
    weekly: Any, exceptions: Any, holidays: Any, away: Any, taken: Any,
) -> Schedule:  # fmt: skip
    hours: tuple[list[list[Minutes]], list[list[Minutes]]] = [[] for _ in range(7)], [[] for _ in range(7)]
    for weekday, start, end, is_break in weekly or ():
        hours[is_break][weekday].append((start, end))
    replaced: dict[int, list[Minutes]] = {}
    for day, start, end in exceptions or ():
        ranges = replaced.setdefault(day, [])
        if start is not None:
            ranges.append((start, end))
    return Schedule(
        zone=ZoneInfo(zone), length=length * MINUTE, step=step * MINUTE, buffer=buffer * MINUTE,
        notice=notice * MINUTE, horizon_days=horizon_days, weekly=hours[0], breaks=hours[1],
        exceptions=replaced, holidays=frozenset(holidays or ()), away=_whole(away), taken=_whole(taken),
    )  # fmt: skip


def _whole(spans: Iterable[tuple[float, float]] | None) -> list[Span]:
    return [(math.floor(start), math.ceil(end)) for start, end in spans or ()]


def _within(schedule: Schedule, start: datetime, end: datetime, now: datetime) -> list[tuple[int, bool]]:
    return schedule.slots(int(start.timestamp()), int(end.timestamp()), math.ceil(now.timestamp()))


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _slot(start: int, length: timedelta, free: bool) -> Slot:
    moment = _moment(start)
    return Slot(moment, moment + length, free)


@lru_cache(maxsize=32_768)
def _json(start: int, free: bool, length: int) -> str:
    times = (datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for moment in (start, start + length))
    return '{{"time":"{}","endsAt":"{}","available":{}}}'.format(*times, "true" if free else "false")
