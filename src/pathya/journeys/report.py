"""The progress report of any range: what was measured, eaten and felt, and what the days show."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.journeys import eating, insights, plates, rules, selectors, statistics
from pathya.journeys.models import CheckIn, DayFood
from pathya.journeys.rules import MEASURES, SymptomKind
from pathya.journeys.targets import Targets, targets_for
from pathya.kit.errors import Invalid

LONGEST = 366
WEEK = 7
CERTAIN = 0.05
WHOLE = ("water_ml", "exercise_minutes")


@dataclass(frozen=True)
class Measured:
    """A measure over the range; `first` and `last`: means of the first and the last seven days with a value."""

    name: str
    label: str
    unit: str
    days: int
    mean: float
    low: float
    high: float
    first: float | None
    last: float | None
    trend_per_week: float | None

    @property
    def places(self) -> int:
        """Decimal places of a mean: none for millilitres and minutes."""
        return 0 if self.name in WHOLE else 1

    @property
    def change(self) -> float | None:
        return None if self.first is None or self.last is None else self.last - self.first


@dataclass(frozen=True)
class Eaten:
    """A nutrient as the mean of the days with food, and for how much of the weight eaten it is known."""

    name: str
    label: str
    unit: str
    mean: float
    target: float | None
    days: int
    known_percent: int

    @property
    def places(self) -> int:
        return 0 if self.mean >= 20 else 1

    @property
    def share(self) -> int | None:
        return round(100 * self.mean / self.target) if self.target else None


@dataclass(frozen=True)
class Felt:
    kind: str
    label: str
    days: int
    mean: float
    worst: int


@dataclass(frozen=True)
class Report:
    first: date
    last: date
    days_logged: int
    food_days: int
    longest_streak: int
    measures: list[Measured]
    nutrients: list[Eaten]
    symptoms: list[Felt]
    insights: list[insights.Insight]
    asked: int
    achievements: list[str]
    check_ins: list[CheckIn]
    foods: list[DayFood]

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def macros(self) -> list[Eaten]:
        return [one for one in self.nutrients if one.name in eating.MACROS]

    @property
    def short(self) -> list[Eaten]:
        """Nutrients well known and below nine tenths of the need."""
        rest = [one for one in self.nutrients if one.name not in eating.MACROS and one.share is not None]
        return [one for one in rest if (one.share or 0) < 90 and one.known_percent >= 80]


def report(client: User, first: date, last: date) -> Report:
    """Of a client whom the caller may read. Raises Invalid for a range that is none, or longer than a year."""
    if not 0 <= (last - first).days < LONGEST:
        raise Invalid(fields={"first": [_("Choose from 1 to 366 days.")]})
    days = list(selectors.check_ins(client, first, last).defer("notes", "stamps"))
    foods = plates.food_days(client, first, last)
    found = insights.findings(client, first, last)
    logged = [one.day for one in days]
    return Report(
        first=first,
        last=last,
        days_logged=len(days),
        food_days=len(foods),
        longest_streak=rules.longest_streak(logged),
        measures=_measures(days, first, last),
        nutrients=nutrients(foods, targets_for(client)),
        symptoms=_symptoms(selectors.symptom_days(client, first, last)),
        insights=found.found,
        asked=found.asked,
        achievements=[one.get_kind_display() for one in selectors.achievements(client)],
        check_ins=days,
        foods=foods,
    )


def _measures(days: list[CheckIn], first: date, last: date) -> list[Measured]:
    made = []
    for name, measure in MEASURES.items():
        series = np.full((last - first).days + 1, np.nan)
        for one in days:
            if (value := getattr(one, name)) is not None:
                series[(one.day - first).days] = float(value)
        known = series[~np.isnan(series)]
        if len(known):
            trend = statistics.trend(series)
            told = {
                "days": len(known), "mean": float(known.mean()), "low": float(known.min()), "high": float(known.max()),
                "first": float(known[:WEEK].mean()) if len(known) > WEEK else None,
                "last": float(known[-WEEK:].mean()) if len(known) > WEEK else None,
                "trend_per_week": trend.slope if trend and trend.p <= CERTAIN else None,
            }  # fmt: skip
            made.append(Measured(name, str(measure.label), str(measure.unit), **told))  # type: ignore[arg-type]
    return made


def nutrients(foods: list[DayFood], targets: Targets) -> list[Eaten]:
    """Macros first, then what there is a requirement for. Sums of unknown are not in it."""
    wanted: dict[str, float | None] = {**targets.macros}
    wanted |= {name: least for name, least in targets.least.items() if name not in wanted}
    grams = sum(one.grams for one in foods)
    made = []
    for name, target in wanted.items():
        held = [one.nutrients[name] for one in foods if name in one.nutrients]
        known = sum(one.known.get(name, 0) for one in foods)
        if held:
            mean = sum(held) / len(held)
            label, unit = str(eating.NAMES[name]), eating.unit(name)
            made.append(Eaten(name, label, unit, mean, target, len(held), eating.share(known, grams)))
    return made


def _symptoms(felt: dict[str, dict[date, int]]) -> list[Felt]:
    made = [
        Felt(kind, str(SymptomKind(kind).label), len(marks), sum(marks.values()) / len(marks), max(marks.values()))
        for kind, marks in felt.items()
    ]
    return sorted(made, key=lambda one: -one.days)


def body(told: Report) -> dict[str, Any]:
    """As the API answers."""
    names = (
        "first", "last", "days", "days_logged", "food_days", "longest_streak", "measures", "nutrients", "symptoms",
        "insights", "achievements",
    )  # fmt: skip
    return {name: getattr(told, name) for name in names}
