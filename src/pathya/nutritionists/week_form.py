"""The week grid as a plain form: rows of two times per weekday, added, removed and copied by buttons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.dates import WEEKDAYS

from pathya.kit.errors import Text
from pathya.nutritionists import wording
from pathya.nutritionists.rules import MOST_RANGES, Minutes, Plan, minutes, written

HOURS, BREAKS = "hours", "breaks"
WORKDAYS, ALL = range(5), range(7)


@dataclass
class Row:
    """Two times as typed."""

    name: str
    start: str = ""
    end: str = ""
    error: Text = ""
    is_new: bool = False

    @property
    def is_overnight(self) -> bool:
        return bool(self.start and self.end) and self.end <= self.start


@dataclass
class Day:
    weekday: int
    hours: list[Row] = field(default_factory=list)
    breaks: list[Row] = field(default_factory=list)

    @property
    def name(self) -> str:
        return str(WEEKDAYS[self.weekday])

    @property
    def has_error(self) -> bool:
        return any(row.error for row in self.hours + self.breaks)


class WeekForm:
    """`plan()` is what was typed; `do` carries out a button that changes rows without saving."""

    def __init__(self, days: list[Day]) -> None:
        self.days = days

    @classmethod
    def of(cls, week: Mapping[int, Plan]) -> "WeekForm":
        form = cls([Day(weekday) for weekday in range(7)])
        for weekday, plan in week.items():
            for kind, ranges in ((HOURS, plan.hours), (BREAKS, plan.breaks)):
                form._rows(weekday, kind).extend(Row("", written(start), written(end)) for start, end in ranges)
        return form._named()

    @classmethod
    def typed(cls, data: Mapping[str, Any]) -> "WeekForm":
        """Rows in which something was typed."""
        form = cls([Day(weekday) for weekday in range(7)])
        for day in form.days:
            for kind in (HOURS, BREAKS):
                for number in range(MOST_RANGES + 1):
                    name = f"d{day.weekday}-{kind}-{number}"
                    start, end = (str(data.get(f"{name}-{side}", ""))[:5].strip() for side in ("start", "end"))
                    if start or end:
                        form._rows(day.weekday, kind).append(Row(name, start, end))
        return form._named()

    def do(self, action: str) -> None:
        """`add:<weekday>:<kind>`, `remove:<weekday>:<kind>:<number>`, `copy:<weekday>:workdays|all`; else nothing."""
        verb, *rest = action.split(":")
        try:
            if verb == "add":
                self._rows(int(rest[0]), rest[1]).append(Row("", is_new=True))
            elif verb == "remove":
                del self._rows(int(rest[0]), rest[1])[int(rest[2])]
            elif verb == "copy":
                self._copy(self.days[int(rest[0])], WORKDAYS if rest[1] == "workdays" else ALL)
        except (ValueError, IndexError):
            return
        self._named()

    def plan(self) -> dict[int, Plan] | None:
        """The whole week, or None when a row is not two times (it then says so)."""
        week = {}
        for day in self.days:
            ranges = [tuple(self._read(row) for row in rows) for rows in (day.hours, day.breaks)]
            week[day.weekday] = Plan(*(tuple(each for each in found if each) for found in ranges))
        return None if self.has_errors else week

    def tell(self, fields: Mapping[str, list[Text]]) -> None:
        """Put what `services.set_week` found beside its rows."""
        for place, messages in fields.items():
            weekday, kind, number = place.removeprefix("d").split(".")
            self._rows(int(weekday), kind)[int(number)].error = messages[0]

    @property
    def has_errors(self) -> bool:
        return any(day.has_error for day in self.days)

    def _rows(self, weekday: int, kind: str) -> list[Row]:
        if kind not in {HOURS, BREAKS} or weekday < 0:
            raise ValueError(kind)
        day = self.days[weekday]
        return day.hours if kind == HOURS else day.breaks

    def _read(self, row: Row) -> Minutes | None:
        try:
            return minutes(row.start, row.end)
        except ValueError:
            row.error = wording.NOT_A_TIME
            return None

    def _copy(self, source: Day, to: range) -> None:
        for weekday in to:
            if weekday != source.weekday:
                copied = [[Row("", row.start, row.end) for row in rows] for rows in (source.hours, source.breaks)]
                self.days[weekday] = Day(weekday, *copied)

    def _named(self) -> "WeekForm":
        for day in self.days:
            for kind in (HOURS, BREAKS):
                for number, row in enumerate(self._rows(day.weekday, kind)):
                    row.name = f"d{day.weekday}-{kind}-{number}"
        return self
