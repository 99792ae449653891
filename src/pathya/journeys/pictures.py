"""Calendar and charts of a person's days."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from pathya.journeys import eating
from pathya.journeys.models import CheckIn, DayFood
from pathya.journeys.rules import SymptomKind
from pathya.journeys.statistics import Values, straight
from pathya.ui import words
from pathya.ui.charts import Chart, Point, bar_chart, line_chart

SPANS = (14, 30, 90, 365)
WEEKS = 6
LINES = ("weight_kg", "energy", "mood", "sleep_hours")
TRENDS = ("weight_kg",)
BARS = ("water_ml", "exercise_minutes")
TITLES = {
    "weight_kg": gettext_noop("Weight, kg"),
    "energy": gettext_noop("Energy level, 1–10"),
    "mood": gettext_noop("Mood, 1–10"),
    "sleep_hours": gettext_noop("Sleep, hours"),
    "water_ml": gettext_noop("Water, ml"),
    "exercise_minutes": gettext_noop("Exercise, minutes"),
}


@dataclass(frozen=True)
class Square:
    """A day of the calendar; `is_ahead` has not come yet."""

    day: date
    is_logged: bool
    is_ahead: bool
    label: str


def span_of(asked: str) -> int:
    """The range of days asked for; the usual one for anything else."""
    return int(asked) if asked.isdecimal() and int(asked) in SPANS else SPANS[1]


def calendar(logged: Collection[date], today: date) -> list[list[Square]]:
    """Weeks from Monday, the present one last."""
    held = set(logged)
    first = today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))
    days = [first + timedelta(days=n) for n in range(7 * WEEKS)]
    squares = [Square(day, day in held, day > today, _read(day, day in held)) for day in days]
    return [squares[n : n + 7] for n in range(0, len(squares), 7)]


def charts(days: Sequence[CheckIn], today: date, span: int) -> list[Chart]:
    """One chart for each measure that was logged in the range."""
    by_day = {one.day: one for one in days}
    asked = [today - timedelta(days=n) for n in reversed(range(span))]
    made = []
    for name in (*LINES, *BARS):
        points = [_point(day, getattr(by_day.get(day), name, None)) for day in asked]
        known = [point for point in points if point.value is not None]
        if len(known) < 2:
            continue
        summary = ngettext("%(n)d day logged", "%(n)d days logged", len(known)) % {"n": len(known)}
        if name not in LINES:
            made.append(bar_chart(_(TITLES[name]), points, summary=summary))
            continue
        trend = straight(_values(points)) if name in TRENDS else None
        if trend:
            summary = _("%(days)s, with its trend") % {"days": summary}
        made.append(line_chart(_(TITLES[name]), points, summary=summary, trend=trend))
    return made


def food_charts(foods: Sequence[DayFood], today: date, span: int, more: Sequence[str] = ()) -> list[Chart]:
    """Energy and macros, and what else is asked for; a day whose foods do not tell is left out, not zero."""
    by_day = {one.day: one.nutrients for one in foods}
    days = [today - timedelta(days=n) for n in reversed(range(span))]
    made = []
    for name in (*eating.MACROS, *(one for one in more if one in eating.NAMES and one not in eating.MACROS)):
        points = [_point(day, by_day.get(day, {}).get(name), whole=True) for day in days]
        known = [point for point in points if point.value is not None]
        if len(known) >= 2:
            title = f"{eating.NAMES[name]}, {eating.unit(name)}"
            summary = ngettext("%(n)d day known", "%(n)d days known", len(known)) % {"n": len(known)}
            made.append(bar_chart(title, points, summary=summary))
    return made


def symptom_charts(felt: Mapping[str, Mapping[date, int]], today: date, span: int) -> list[Chart]:
    """The strongest of each day, for what was felt on at least two days."""
    days = [today - timedelta(days=n) for n in reversed(range(span))]
    made = []
    for kind, marks in felt.items():
        points = [_point(day, marks.get(day)) for day in days]
        count = sum(point.value is not None for point in points)
        if count >= 2:
            summary = ngettext("%(n)d day", "%(n)d days", count) % {"n": count}
            made.append(bar_chart(f"{SymptomKind(kind).label}, 1–10", points, summary=summary))
    return made


def _values(points: Sequence[Point]) -> Values:
    return np.array([np.nan if point.value is None else point.value for point in points])


def _point(day: date, value: object, *, whole: bool = False) -> Point:
    number = None if value is None else float(str(value))
    if whole and number is not None:
        number = round(number, 0 if number >= 10 else 1)
    return Point(words.short_date(day), number, "" if number is None else f"{number:g}")


def _read(day: date, logged: bool) -> str:
    return f"{words.long_date(day)}: {_('logged') if logged else _('not logged')}"
