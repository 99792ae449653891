"""The slow, obvious truth about slots: walk through time minute by minute and ask of each minute what it is."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
Minutes = tuple[int, int]


@dataclass
class Week:
    """One nutritionist's plan as a person would write it down."""

    zone: ZoneInfo
    length: int = 30
    step: int = 30
    buffer: int = 0
    notice: int = 0
    horizon_days: int = 365
    weekly: dict[int, list[Minutes]] = field(default_factory=dict)
    breaks: dict[int, list[Minutes]] = field(default_factory=dict)
    exceptions: dict[date, list[Minutes]] = field(default_factory=dict)
    holidays: set[date] = field(default_factory=set)
    away: list[tuple[datetime, datetime]] = field(default_factory=list)
    calls: list[tuple[datetime, datetime]] = field(default_factory=list)
    """Each with its own buffer behind it."""


def slots(week: Week, start: datetime, end: datetime, now: datetime) -> list[tuple[datetime, bool]]:
    """Every slot that starts in [start, end), and whether it is free."""
    day = start.astimezone(week.zone).date() - timedelta(days=2)
    opens, shut = [], list(week.away)
    while day <= end.astimezone(week.zone).date() + timedelta(days=2):
        opens += [between(week.zone, day, minutes) for minutes in hours(week, day)]
        shut += [between(week.zone, day, minutes) for minutes in pauses(week, day)]
        day += timedelta(days=1)
    last_day = now.astimezone(week.zone).date() + timedelta(days=week.horizon_days)
    found, moment = [], start
    while moment < end:
        in_time = moment >= now + week.notice * MINUTE and moment.astimezone(week.zone).date() <= last_day
        on_grid = any(a <= moment < b and (moment - a) % (week.step * MINUTE) == timedelta() for a, b in opens)
        if in_time and on_grid and all(is_open(moment + n * MINUTE, opens, shut) for n in range(week.length)):
            done = moment + (week.length + week.buffer) * MINUTE
            found.append((moment, all(done <= a or moment >= b for a, b in week.calls)))
        moment += MINUTE
    return found


def hours(week: Week, day: date) -> list[Minutes]:
    if day in week.exceptions:
        return week.exceptions[day]
    return [] if day in week.holidays else week.weekly.get(day.weekday(), [])


def pauses(week: Week, day: date) -> list[Minutes]:
    closed = day in week.exceptions or day in week.holidays
    return [] if closed else week.breaks.get(day.weekday(), [])


def is_open(moment: datetime, opens: list[tuple[datetime, datetime]], shut: list[tuple[datetime, datetime]]) -> bool:
    return any(a <= moment < b for a, b in opens) and not any(a < moment + MINUTE and b > moment for a, b in shut)


def between(zone: ZoneInfo, day: date, minutes: Minutes) -> tuple[datetime, datetime]:
    return wall(zone, day, minutes[0]), wall(zone, day, minutes[1])


def wall(zone: ZoneInfo, day: date, minute: int) -> datetime:
    """The last instant at which a clock on the wall shows this; when none does, the clock is not yet put forward."""
    shown = datetime.combine(day, datetime.min.time()) + minute * MINUTE
    guess = shown.replace(tzinfo=UTC)
    offsets = {(guess + timedelta(hours=n)).astimezone(zone).utcoffset() or timedelta() for n in range(-30, 31)}
    candidates = [guess - offset for offset in offsets]
    real = [moment for moment in candidates if moment.astimezone(zone).replace(tzinfo=None) == shown]
    return max(real) if real else max(candidates)
