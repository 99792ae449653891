"""Bodies of the dashboard and the report."""

from datetime import date, datetime
from uuid import UUID

from pathya.journeys.schemas import InsightOut, PartOut
from pathya.journeys.schemas_meals import AmountOut
from pathya.kit.api import Schema


class GaugeOut(Schema):
    """`value` is null when it was not logged today; `target` when there is none."""

    name: str
    label: str
    value: float | None
    target: float | None
    unit: str
    share: int


class LineOut(Schema):
    name: str
    label: str
    unit: str
    amount: float | None
    target: float | None
    known_percent: int


class StandingOut(Schema):
    id: UUID
    title: str
    elapsed: int
    planned_days: int
    percent: int


class CallOut(Schema):
    id: UUID
    starts_at: datetime
    kind: str
    nutritionist: str


class DoneOut(Schema):
    what: str
    text: str
    at: datetime


class DashboardOut(Schema):
    days_tracked: int
    streak: int
    health_score: int | None
    change: int | None
    parts: list[PartOut]
    today: list[GaugeOut]
    meals: int
    macros: list[LineOut]
    nutrients: dict[str, AmountOut]
    journey: StandingOut | None
    next_consultation: CallOut | None
    recent: list[DoneOut]
    nutritionists: int
    onboarding_open: int
    outside_range: int


class MeasureOut(Schema):
    """`first` and `last` are means of the first and last week with values; `trendPerWeek` only when it is no chance."""

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


class NutrientOut(Schema):
    name: str
    label: str
    unit: str
    mean: float
    target: float | None
    days: int
    known_percent: int


class FeltOut(Schema):
    kind: str
    label: str
    days: int
    mean: float
    worst: int


class ReportOut(Schema):
    """Over the days of a range; a nutrient is a mean of the days with food."""

    first: date
    last: date
    days: int
    days_logged: int
    food_days: int
    longest_streak: int
    measures: list[MeasureOut]
    nutrients: list[NutrientOut]
    symptoms: list[FeltOut]
    insights: list[InsightOut]
    achievements: list[str]
