"""What a client's first page says: today against targets, streak, score, what comes next, what was done lately."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pathya.accounts.models import User
from pathya.clients.catalogue import KINDS
from pathya.clients.models import Profile
from pathya.clients.rules import Step, age
from pathya.journeys import dashboard_queries, plates, rules
from pathya.journeys.models import DayFood
from pathya.journeys.rules import MealKind, Numbers, SymptomKind
from pathya.journeys.targets import EXERCISE_MINUTES, SLEEP_HOURS, Targets, of
from pathya.kit import clock
from pathya.kit.fields import Sealed
from pathya.kit.languages import HINDI
from pathya.nutrition.models import Targets as Held
from pathya.nutrition.targets import Choices, compose, opened
from pathya.ui import words
from pathya.ui.charts import sparkline

FORTNIGHT = 14


@dataclass(frozen=True)
class Gauge:
    """One measure of today; `value` is None when it was not logged."""

    name: str
    label: str
    value: float | None
    target: float | None
    unit: str
    spark: str = ""
    """The path of the last two weeks."""

    @property
    def share(self) -> int:
        return min(round(100 * (self.value or 0) / self.target), 100) if self.target else 0


@dataclass(frozen=True)
class Done:
    """Something the person, or their nutritionist, did lately."""

    what: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Call:
    id: str
    starts_at: datetime
    kind: str
    nutritionist: str


@dataclass(frozen=True)
class Dashboard:
    tracked: int
    streak: int
    score: int | None
    score_before: int | None
    parts: list[rules.Part]
    gauges: list[Gauge]
    food: DayFood
    macros: list[plates.Line]
    journey: dict[str, Any] | None
    call: Call | None
    recent: list[Done]
    nutritionists: int
    onboarding_open: int
    outside_range: int

    @property
    def change(self) -> int | None:
        """Points since the week before."""
        return None if self.score is None or self.score_before is None else self.score - self.score_before


def dashboard(viewer: User) -> Dashboard:
    """One statement; what follows from it is reckoned here."""
    today = clock.today(viewer.time_zone)
    told = dashboard_queries.dashboard(viewer.pk, today, clock.now())
    days = {row[0]: _numbers(row) for row in told["days"] or []}
    week = [n for day, n in days.items() if day > str(today - timedelta(days=rules.SCORE_DAYS))]
    before = [n for day, n in days.items() if day <= str(today - timedelta(days=rules.SCORE_DAYS))]
    profile, metrics = _profile(told["profile"]), told["metrics"] or {}
    food, targets = _food(viewer, today, told["food"]), _targets(viewer, profile, metrics, told["targets"])
    return Dashboard(
        tracked=told["tracked"],
        streak=told["streak"],
        score=rules.health_score(week),
        score_before=rules.health_score(before),
        parts=rules.score_parts(week),
        gauges=_gauges(days, today, targets),
        food=food,
        macros=plates.macros(food, targets),
        journey=_journey(told["journey"], today),
        call=_call(told["call"]),
        recent=[_done(*row) for row in told["recent"] or []],
        nutritionists=told["nutritionists"],
        onboarding_open=len([step for step in Step if step not in profile.onboarding]),
        outside_range=_outside(profile, metrics),
    )


def _profile(told: list[Any] | None) -> Profile:
    born, gender, height, activity, onboarding = told or (None, "", None, "", [])
    return Profile(
        born=date.fromisoformat(born) if born else None,
        gender=gender,
        height_cm=None if height is None else Decimal(str(height)),
        activity=activity,
        onboarding=onboarding,
    )


def _targets(viewer: User, profile: Profile, metrics: dict[str, Any], row: list[Any] | None) -> Targets:
    """As `targets_for`, from what the statement brought."""
    held = Held(pk=UUID(row[0]), client=viewer, data=Sealed(row[1])).data if row else None
    return of(
        compose(
            opened(held) if held else Choices(),
            age=age(profile.born, clock.today(viewer.time_zone)) if profile.born else None,
            sex=profile.gender,
            activity=profile.activity,
            weight=float(metrics["weight"]) if "weight" in metrics else None,
            height=float(profile.height_cm) if profile.height_cm else None,
        )
    )


def _outside(profile: Profile, metrics: dict[str, Any]) -> int:
    """How many newest values lie outside their band."""
    held = [(KINDS[kind].band(profile.banded), Decimal(str(value))) for kind, value in metrics.items() if kind in KINDS]
    return sum(
        (band.low is not None and value < band.low) or (band.high is not None and value >= band.high)
        for band, value in held
        if band
    )


def _numbers(row: list[Any]) -> Numbers:
    _day, energy, mood, sleep, exercise, water = row
    return Numbers(energy, mood, None if sleep is None else Decimal(str(sleep)), exercise, water)


def _food(viewer: User, today: date, told: list[Any] | None) -> DayFood:
    meals, grams, nutrients, known, estimated = told or (0, 0, {}, {}, [])
    return DayFood(
        person=viewer, day=today, meals=meals, grams=grams, nutrients=nutrients, known=known, estimated=estimated
    )


def _gauges(days: dict[str, Numbers], today: date, targets: Targets) -> list[Gauge]:
    nothing = Numbers(None, None, None, None, None)
    told = days.get(str(today), nothing)
    fortnight = [days.get(str(today - timedelta(days=n)), nothing) for n in reversed(range(FORTNIGHT))]

    def spark(name: str) -> str:
        return sparkline([_float(getattr(one, name)) for one in fortnight])

    label = {name: str(measure.label) for name, measure in rules.MEASURES.items()}
    return [
        Gauge("water_ml", label["water_ml"], told.water_ml, targets.water_ml, _("ml"), spark("water_ml")),
        Gauge("energy", label["energy"], told.energy, None, "/ 10", spark("energy")),
        Gauge(
            "exercise_minutes",
            label["exercise_minutes"],
            told.exercise_minutes,
            EXERCISE_MINUTES,
            _("min"),
            spark("exercise_minutes"),
        ),
        Gauge("sleep_hours", label["sleep_hours"], _float(told.sleep_hours), SLEEP_HOURS, _("h"), spark("sleep_hours")),
    ]


def _float(value: Decimal | int | None) -> float | None:
    return None if value is None else float(value)


def _journey(told: dict[str, Any] | None, today: date) -> dict[str, Any] | None:
    if told is None:
        return None
    elapsed = min((today - date.fromisoformat(told["from"])).days + 1, told["planned"])
    return {
        "id": told["id"], "title": told["title"], "elapsed": max(elapsed, 0), "planned_days": told["planned"],
        "percent": round(100 * max(elapsed, 0) / told["planned"]),
    }  # fmt: skip


def _call(told: dict[str, Any] | None) -> Call | None:
    if told is None:
        return None
    hindi = (get_language() or "").startswith(HINDI)
    kind, who = (pair[1] if hindi and pair[1] else pair[0] for pair in (told["kind"], told["with"]))
    return Call(told["id"], datetime.fromisoformat(told["startsAt"]), kind, who)


def _done(what: str, detail: str, at: str) -> Done:
    texts = {
        "meal": lambda: _("%(meal)s logged") % {"meal": MealKind(detail).label},
        "day": lambda: _("%(day)s written") % {"day": words.short_date(date.fromisoformat(detail))},
        "symptom": lambda: _("%(symptom)s noted") % {"symptom": SymptomKind(detail).label},
        "comment": lambda: _("A comment to %(day)s") % {"day": words.short_date(date.fromisoformat(detail))},
    }
    return Done(what, texts[what](), datetime.fromisoformat(at))
