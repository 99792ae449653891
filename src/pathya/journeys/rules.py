"""The pure core: what a day may hold, streaks, achievements, the health score and its parts."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GLASS_ML = 250
WATER_TARGET_ML = 2000
"""Eight glasses: the usual advice for adults in temperate weather (ICMR–NIN, Dietary Guidelines for Indians 2024)."""
SLEEP_LOW, SLEEP_HIGH = 7, 9
"""Hours a night for adults: National Sleep Foundation 2015."""
EXERCISE_WEEK = 150
GOAL_DAYS = 7
"""Minutes of moderate activity a week: WHO guidelines on physical activity 2020."""
NOTES_LENGTH = 2000
OLDEST = timedelta(days=400)
"""How far back a day can be logged."""
SCORE_DAYS = 7
SCORE_LEAST = 3
"""Tracked days of the last seven that a health score needs."""


class Event(StrEnum):
    STARTED = "journeys.journey.started"
    ENDED = "journeys.journey.ended"
    READ = "journeys.days.read"
    COMMENTED = "journeys.comment.added"
    UNCOMMENTED = "journeys.comment.removed"
    ALERTED = "journeys.alert.opened"
    SETTLED = "journeys.alert.settled"
    TRIAL_STARTED = "journeys.trial.started"
    TRIAL_ENDED = "journeys.trial.ended"
    REPORTED = "journeys.report.opened"


class MealKind(TextChoices):
    BREAKFAST = "breakfast", _("Breakfast")
    LUNCH = "lunch", _("Lunch")
    SNACK = "snack", _("Snack")
    DINNER = "dinner", _("Dinner")


class AlertKind(TextChoices):
    WEIGHT = "weight", _("Weight falls fast")
    METRIC = "metric", _("A measurement outside its range")
    MOOD = "mood", _("Low mood for days")
    SILENCE = "silence", _("Nothing logged any more")
    SYMPTOM = "symptom", _("A strong symptom")


class SymptomKind(TextChoices):
    BLOATING = "bloating", _("Bloating")
    ACIDITY = "acidity", _("Acidity")
    CONSTIPATION = "constipation", _("Constipation")
    LOOSE_STOOL = "loose_stool", _("Loose stool")
    STOMACH_PAIN = "stomach_pain", _("Stomach pain")
    HEADACHE = "headache", _("Headache")
    TIREDNESS = "tiredness", _("Tiredness")
    JOINT_PAIN = "joint_pain", _("Joint pain")
    SKIN = "skin", _("Skin trouble")
    CRAVINGS = "cravings", _("Cravings")
    CRAMPS = "cramps", _("Period cramps")
    OTHER = "other", _("Something else")


@dataclass(frozen=True)
class Measure:
    """One field of a day: its limits and how it reads."""

    name: str
    label: str | Promise
    unit: str | Promise
    low: Decimal
    high: Decimal


MEASURES = {
    measure.name: measure
    for measure in (
        Measure("weight_kg", _("Weight"), _("kg"), Decimal(20), Decimal(500)),
        Measure("energy", _("Energy level"), "", Decimal(1), Decimal(10)),
        Measure("mood", _("Mood"), "", Decimal(1), Decimal(10)),
        Measure("sleep_hours", _("Sleep"), _("h"), Decimal(0), Decimal(24)),
        Measure("exercise_minutes", _("Exercise"), _("min"), Decimal(0), Decimal(1440)),
        Measure("water_ml", _("Water"), _("ml"), Decimal(0), Decimal(15000)),
    )
}
FIELDS = (*MEASURES, "notes")


def streak(days: Collection[date], today: date) -> int:
    """Consecutive logged days up to today; a day that is not over yet breaks nothing."""
    held = set(days)
    day = today if today in held else today - timedelta(days=1)
    count = 0
    while day in held:
        count, day = count + 1, day - timedelta(days=1)
    return count


def longest_streak(days: Iterable[date]) -> int:
    best = run = 0
    before: date | None = None
    for day in sorted(set(days)):
        run = run + 1 if before is not None and day - before == timedelta(days=1) else 1
        best, before = max(best, run), day
    return best


class Achievement(TextChoices):
    FIRST_DAY = "first_day", _("First day logged")
    STREAK_3 = "streak_3", _("3 days in a row")
    STREAK_7 = "streak_7", _("7 days in a row")
    STREAK_30 = "streak_30", _("30 days in a row")
    STREAK_90 = "streak_90", _("90 days in a row")
    FIRST_MEAL = "first_meal", _("First meal logged")
    WATER_7 = "water_7", _("Enough water on 7 days")
    SLEEP_7 = "sleep_7", _("7 to 9 hours of sleep on 7 days")
    EXERCISE_150 = "exercise_150", _("150 minutes of exercise in a week")


STREAKS = {3: Achievement.STREAK_3, 7: Achievement.STREAK_7, 30: Achievement.STREAK_30, 90: Achievement.STREAK_90}


def earned(days: Collection[date]) -> list[Achievement]:
    """What the logged days have earned."""
    best = longest_streak(days)
    first = [Achievement.FIRST_DAY] if days else []
    return first + [kind for length, kind in STREAKS.items() if best >= length]


@dataclass(frozen=True)
class Habits:
    """What one day tells of habits; None is not logged."""

    day: date
    sleep_hours: Decimal | None
    exercise_minutes: int | None
    water_ml: int | None


def reached(days: Collection[Habits]) -> list[Achievement]:
    """The goals that the days have reached: on seven days, or in any seven days running."""
    watered = [one for one in days if one.water_ml is not None and one.water_ml >= WATER_TARGET_ML]
    slept = [one for one in days if one.sleep_hours is not None and SLEEP_LOW <= one.sleep_hours <= SLEEP_HIGH]
    moved = {one.day: one.exercise_minutes or 0 for one in days}
    week = max((sum(moved.get(day - timedelta(days=n), 0) for n in range(7)) for day in moved), default=0)
    goals = {
        Achievement.WATER_7: len(watered) >= GOAL_DAYS,
        Achievement.SLEEP_7: len(slept) >= GOAL_DAYS,
        Achievement.EXERCISE_150: week >= EXERCISE_WEEK,
    }
    return [kind for kind, holds in goals.items() if holds]


@dataclass(frozen=True)
class Numbers:
    """What one day's score needs; None is not logged."""

    energy: int | None
    mood: int | None
    sleep_hours: Decimal | None
    exercise_minutes: int | None
    water_ml: int | None


@dataclass(frozen=True)
class Part:
    """A part of the score, 0–100, with what it was reckoned from."""

    name: str
    label: str | Promise
    score: int
    days: int


def score_parts(days: Sequence[Numbers]) -> list[Part]:
    """Parts that have data, of at most seven days. Each is the mean over the days that hold it."""
    parts = [
        _part("energy", _("Energy level"), [(n.energy - 1) / 9 for n in days if n.energy is not None]),
        _part("mood", _("Mood"), [(n.mood - 1) / 9 for n in days if n.mood is not None]),
        _part("sleep", _("Sleep"), [_sleep(n.sleep_hours) for n in days if n.sleep_hours is not None]),
        _part("water", _("Water"), [min(n.water_ml / WATER_TARGET_ML, 1) for n in days if n.water_ml is not None]),
        _part("exercise", _("Exercise"), _exercise([n.exercise_minutes for n in days])),
        _part("logging", _("Logging"), [len(days) / SCORE_DAYS] * len(days)),
    ]
    return [part for part in parts if part]


def health_score(days: Sequence[Numbers]) -> int | None:
    """0–100, the mean of the parts that have data; None below three tracked days of seven."""
    parts = score_parts(days)
    return round(sum(part.score for part in parts) / len(parts)) if len(days) >= SCORE_LEAST else None


def _part(name: str, label: str | Promise, shares: Sequence[float]) -> Part | None:
    return Part(name, label, round(100 * sum(shares) / len(shares)), len(shares)) if shares else None


def _sleep(hours: Decimal) -> float:
    """Full within 7–9 hours, down to nothing 4 hours outside."""
    outside = max(SLEEP_LOW - float(hours), float(hours) - SLEEP_HIGH, 0)
    return max(1 - outside / 4, 0)


def _exercise(minutes: Sequence[int | None]) -> list[float]:
    """The week's target, cut down to the days that were logged."""
    known = [value for value in minutes if value is not None]
    target = EXERCISE_WEEK / SCORE_DAYS * len(known)
    return [min(sum(known) / target, 1)] * len(known) if known else []
