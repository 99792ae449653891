"""Bodies of `/journeys`."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from pathya.journeys.rules import NOTES_LENGTH, SymptomKind
from pathya.kit.api import Body, Schema

Ten = Annotated[int, Field(ge=1, le=10)]
Notes = Annotated[str, Field(max_length=NOTES_LENGTH)]


class CheckInIn(Body):
    """Fields left out stay as they are; null empties one. `at` is when it was written, on the person's device."""

    day: date | None = None
    at: AwareDatetime | None = None
    weight_kg: Annotated[Decimal, Field(ge=20, le=500)] | None = None
    energy: Ten | None = None
    mood: Ten | None = None
    sleep_hours: Annotated[Decimal, Field(ge=0, le=24)] | None = None
    exercise_minutes: Annotated[int, Field(ge=0, le=1440)] | None = None
    water_ml: Annotated[int, Field(ge=0, le=15_000)] | None = None
    notes: Notes | None = None


class CheckInOut(Schema):
    day: date
    weight_kg: Decimal | None
    energy: int | None
    mood: int | None
    sleep_hours: Decimal | None
    exercise_minutes: int | None
    water_ml: int | None
    notes: str
    updated_at: datetime


class SymptomIn(Body):
    """`id` is made by the device (a UUID): the same one again amends the same symptom."""

    id: UUID | None = None
    kind: SymptomKind
    severity: Ten
    at: AwareDatetime | None = None
    note: Notes = ""


class SymptomOut(Schema):
    id: UUID
    day: date
    at: datetime
    kind: SymptomKind
    severity: int
    note: str


class JourneyIn(Body):
    title: Annotated[str, Field(min_length=1, max_length=120)]
    aim: Notes = ""
    planned_days: Annotated[int, Field(ge=7, le=730)]


class ProgressOut(Schema):
    elapsed: int
    remaining: int
    percent: int
    tracked: int


class JourneyOut(Schema):
    id: UUID
    title: str
    aim: str
    started_on: date
    planned_days: int
    ended_on: date | None
    progress: ProgressOut


class PartOut(Schema):
    name: str
    label: str
    score: int
    days: int


class ProgramState(Schema):
    """The enrolment that runs; `day` is 0 or less before it starts."""

    enrolment_id: UUID
    slug: str
    title: str
    status: str
    day: int
    days: int
    percent: int
    started_on: date
    ends_on: date


class CurrentOut(Schema):
    """`healthScore` is null until three of the last seven days are logged."""

    journey: JourneyOut | None
    program: ProgramState | None
    streak: int
    longest_streak: int
    days_tracked: int
    health_score: int | None
    change: int | None
    parts: list[PartOut]
    today: CheckInOut


class InsightOut(Schema):
    kind: str
    text: str
    sure: str
    days: int


class InsightsOut(Schema):
    """`asked` is how many questions had enough days; 0: it can't be told yet."""

    insights: list[InsightOut]
    asked: int
    days: int
