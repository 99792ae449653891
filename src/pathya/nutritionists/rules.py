"""Local wall-clock ranges of a day: written, read and judged. Minutes count from the day's midnight."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

DAY = 24 * 60
LONGEST_NIGHT = 16 * 60
"""A range over midnight that is longer is taken for a slip of the pen."""
MOST_RANGES = 8
"""Ranges, or breaks, of one day."""

Minutes = tuple[int, int]
T = TypeVar("T")


class Event(StrEnum):
    """What the audit trail calls a change of someone's time."""

    WEEK = "nutritionists.week.set"
    RULES = "nutritionists.rules.set"
    EXCEPTION_SET = "nutritionists.exception.set"
    EXCEPTION_REMOVED = "nutritionists.exception.removed"
    TIME_OFF_ADDED = "nutritionists.time_off.added"
    TIME_OFF_REMOVED = "nutritionists.time_off.removed"
    PRACTITIONER = "nutritionists.medical_registration.set"


class Problem(StrEnum):
    """What can be wrong with a range."""

    OVERLAP = "overlap"
    RUNS_INTO_NEXT_DAY = "runs_into_next_day"
    OUTSIDE_HOURS = "outside_hours"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class Plan:
    """The hours and breaks of one weekday."""

    hours: tuple[Minutes, ...] = ()
    breaks: tuple[Minutes, ...] = ()


@dataclass
class Problems:
    """Found at (weekday, "hours" or "breaks", position)."""

    at: dict[tuple[int, str, int], Problem] = field(default_factory=dict)

    def add(self, weekday: int, kind: str, position: int, problem: Problem) -> None:
        self.at.setdefault((weekday, kind, position), problem)

    def __bool__(self) -> bool:
        return bool(self.at)


def minutes(start: str, end: str) -> Minutes:
    """`09:00`, `17:30` → (540, 1050). An end that is not after the start is on the next day.

    Raises ValueError for anything that is not two times of a day.
    """
    first, last = _minute(start), _minute(end)
    return first, last if last > first else last + DAY


def written(minute: int) -> str:
    """`540` → `09:00`; past midnight it begins again at `00:00`."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def week_problems(week: Mapping[int, Plan], *, shortest: int) -> Problems:
    """What is wrong with a whole week; `shortest` is the shortest call in minutes."""
    problems = Problems()
    for weekday, plan in week.items():
        for kind, ranges in (("hours", plan.hours), ("breaks", plan.breaks)):
            for position, problem in day_problems(ranges, shortest=shortest if kind == "hours" else 1).items():
                problems.add(weekday, kind, position, problem)
        for position, pause in enumerate(plan.breaks):
            if not any(start <= pause[0] and pause[1] <= end for start, end in plan.hours):
                problems.add(weekday, "breaks", position, Problem.OUTSIDE_HOURS)
        following = week.get((weekday + 1) % 7, Plan()).hours
        for position, (_start, end) in enumerate(plan.hours):
            if any(end - DAY > start for start, _end in following):
                problems.add(weekday, "hours", position, Problem.RUNS_INTO_NEXT_DAY)
    return problems


def day_problems(ranges: Sequence[Minutes], *, shortest: int) -> dict[int, Problem]:
    """What is wrong with the ranges of one day, by position; of two that overlap the later one is told."""
    found: dict[int, Problem] = {}
    for position, (start, end) in enumerate(ranges):
        if position >= MOST_RANGES:
            found[position] = Problem.TOO_MANY
        elif any(start < other_end and other_start < end for other_start, other_end in ranges[:position]):
            found[position] = Problem.OVERLAP
        elif end - start < shortest:
            found[position] = Problem.TOO_SHORT
        elif end > DAY and end - start > LONGEST_NIGHT:
            found[position] = Problem.TOO_LONG
    return found


def joined(ranges: Iterable[Minutes]) -> list[Minutes]:
    """In order, with those that touch made one."""
    result: list[Minutes] = []
    for start, end in sorted(ranges):
        if result and result[-1][1] == start and end - result[-1][0] <= DAY:
            result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


def _minute(text: str) -> int:
    hour, colon, minute = text.partition(":")
    if not (colon and len(hour) == len(minute) == 2 and hour.isascii() and minute.isascii()):
        raise ValueError(text)
    if not (hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60):
        raise ValueError(text)
    return int(hour) * 60 + int(minute)
