"""Which instants are slots: pure arithmetic over one nutritionist's schedule (docs/scheduling.md).

Instants are whole seconds since 1970 UTC, dates are ordinals, lengths are seconds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

Span = tuple[int, int]
Minutes = tuple[int, int]

MINUTE, DAY = 60, 86_400


@dataclass(frozen=True, slots=True)
class Schedule:
    """When one nutritionist can be met for one kind of call.

    `weekly` and `breaks` hold minutes of the local day by weekday (0 = Monday); `exceptions` replaces both
    for a date; `holidays` are the dates closed unless excepted; `away` and `taken` are instants, each
    taken span with the buffer behind it.
    """

    zone: ZoneInfo
    length: int
    step: int
    buffer: int
    notice: int
    horizon_days: int
    weekly: Sequence[Sequence[Minutes]]
    breaks: Sequence[Sequence[Minutes]]
    exceptions: dict[int, list[Minutes]]
    holidays: frozenset[int]
    away: Sequence[Span]
    taken: Sequence[Span]

    def slots(self, start: int, end: int, now: int) -> list[tuple[int, bool]]:
        """Every slot that may be booked at `now` and starts in [start, end), in order, with whether it is free."""
        earliest, latest = max(start, now + self.notice), min(end, self._horizon(now))
        if earliest >= latest:
            return []
        opens, pieces = self._open(earliest, latest + self.length)
        starts = sorted({start for span in opens for start in self._grid(span, earliest, latest)})
        return self._judged(inside(starts, self.length, pieces))

    def open_time(self, start: int, end: int) -> list[Span]:
        """The open spans around [start, end), whatever notice and horizon say and whether they are taken."""
        return self._open(start, end)[1]

    def _open(self, start: int, end: int) -> tuple[list[Span], list[Span]]:
        """The anchors of the grid, and the open time without breaks and absences."""
        opens, breaks = self._hours(day_of(self.zone, start) - 1, day_of(self.zone, end) + 1)
        return opens, without(merged(opens), merged([*breaks, *self.away]))

    def _horizon(self, now: int) -> int:
        return instant(self.zone, day_of(self.zone, now) + self.horizon_days + 1, 0)

    def _hours(self, first: int, last: int) -> tuple[list[Span], list[Span]]:
        """Open spans (not merged: each is the anchor of its own grid) and breaks of the local dates first … last."""
        opens: list[Span] = []
        breaks: list[Span] = []
        for day in range(first, last + 1):
            if (replaced := self.exceptions.get(day)) is not None:
                opens += _instants(self.zone, day, replaced)
            elif day not in self.holidays:
                weekday = (day + 6) % 7
                opens += _instants(self.zone, day, self.weekly[weekday])
                breaks += _instants(self.zone, day, self.breaks[weekday])
        return opens, breaks

    def _grid(self, span: Span, earliest: int, latest: int) -> range:
        opens, closes = span
        skipped = max(0, -(-(earliest - opens) // self.step)) * self.step
        return range(opens + skipped, min(closes, latest), self.step)

    def _judged(self, starts: Iterator[int]) -> list[tuple[int, bool]]:
        taken, held, at = merged(self.taken), self.length + self.buffer, 0
        judged = []
        for start in starts:
            while at < len(taken) and taken[at][1] <= start:
                at += 1
            judged.append((start, at == len(taken) or taken[at][0] >= start + held))
        return judged


def merged(spans: Sequence[Span]) -> list[Span]:
    """The same time as disjoint spans in order; spans that touch become one, empty ones vanish."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if result and start <= result[-1][1]:
            if end > result[-1][1]:
                result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


def without(spans: Sequence[Span], cuts: Sequence[Span]) -> list[Span]:
    """`spans` minus `cuts`, both disjoint and in order."""
    result: list[Span] = []
    at = 0
    for start, end in spans:
        while at < len(cuts) and cuts[at][1] <= start:
            at += 1
        here, left = at, start
        while here < len(cuts) and cuts[here][0] < end:
            if cuts[here][0] > left:
                result.append((left, cuts[here][0]))
            left = max(left, cuts[here][1])
            here += 1
        if left < end:
            result.append((left, end))
    return result


def inside(starts: Sequence[int], length: int, spans: Sequence[Span]) -> Iterator[int]:
    """Those of `starts` from which `length` seconds lie wholly in one of `spans`; all in order."""
    at = 0
    for start in starts:
        while at < len(spans) and spans[at][1] < start + length:
            at += 1
        if at == len(spans):
            return
        if spans[at][0] <= start:
            yield start


@lru_cache(maxsize=8192)
def _midnight(zone: ZoneInfo, day: int) -> tuple[int, int]:
    """The first instant of a local date, and by how much the offset changes in the two days after it."""
    midnight = datetime.combine(date.fromordinal(day), time(), zone)
    begins = int(midnight.timestamp())
    return begins, begins + 2 * DAY - int((midnight + timedelta(days=2)).timestamp())


def instant(zone: ZoneInfo, day: int, minute: int) -> int:
    """A wall-clock minute of a local date, as PostgreSQL's AT TIME ZONE has it.

    A time that does not exist is read with the offset before the gap, one that comes twice is the second.
    """
    midnight, change = _midnight(zone, day)
    if not change:
        return midnight + minute * MINUTE
    wall = datetime.combine(date.fromordinal(day), time(), zone) + timedelta(minutes=minute)
    return int(max(wall.timestamp(), wall.replace(fold=1).timestamp()))


def day_start(zone: ZoneInfo, day: int) -> int:
    """The first instant of a local date."""
    return _midnight(zone, day)[0]


def day_of(zone: ZoneInfo, moment: int) -> int:
    """The local date (ordinal) of an instant."""
    return datetime.fromtimestamp(moment, zone).toordinal()


def _instants(zone: ZoneInfo, day: int, ranges: Sequence[Minutes]) -> list[Span]:
    return [(instant(zone, day, start), instant(zone, day, end)) for start, end in ranges]
