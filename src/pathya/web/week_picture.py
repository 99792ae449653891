"""The week as a drawing: seven columns of minutes, open time, breaks, and what runs over from the day before."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS_ABBR

from pathya.nutritionists.rules import DAY, Minutes, Plan

WIDTH = 100
"""Units of a column; a minute is one unit high."""
GAP = 6


@dataclass(frozen=True)
class Block:
    x: int
    y: int
    height: int
    is_break: bool
    width: int = WIDTH - GAP


@dataclass(frozen=True)
class Picture:
    """`top` and `height` are minutes; `hours` the marks at the side, `lines` their places."""

    top: int
    height: int
    blocks: list[Block]
    hours: list[str]
    lines: list[int]
    names: list[str]
    width: int = 7 * WIDTH


def picture(week: Mapping[int, Plan]) -> Picture:
    pieces = [
        (weekday, piece, is_break)
        for weekday, plan in week.items()
        for ranges, is_break in ((plan.hours, False), (plan.breaks, True))
        for minutes in ranges
        for weekday, piece in _split(weekday, minutes)
    ]
    first = min((start for _, (start, _end), _b in pieces), default=8 * 60) // 120 * 120
    last = -(-max((end for _, (_start, end), _b in pieces), default=20 * 60) // 120) * 120
    blocks = [
        Block(weekday * WIDTH + GAP // 2, start, end - start, is_break) for weekday, (start, end), is_break in pieces
    ]
    marks = range(first, last + 1, 120)
    return Picture(
        top=first,
        height=last - first,
        blocks=blocks,
        hours=[f"{mark // 60 % 24:02d}" for mark in marks],
        lines=list(marks),
        names=[str(WEEKDAYS_ABBR[n]) for n in range(7)],
    )


def _split(weekday: int, minutes: Minutes) -> list[tuple[int, Minutes]]:
    start, end = minutes
    if end <= DAY:
        return [(weekday, minutes)]
    return [(weekday, (start, DAY)), ((weekday + 1) % 7, (0, end - DAY))]
