"""Bodies of `/users` and of a nutritionist's clients."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, Field

from pathya.clients.catalogue import KINDS
from pathya.clients.models import Source
from pathya.clients.rules import Activity, BmiBand, Diet, Gender
from pathya.kit.api import Body, Schema

Slug = Annotated[str, Field(max_length=24, description=", ".join(KINDS))]
Row = dict[str, Annotated[str, Field(max_length=1000)]]
Rows = Annotated[list[Row], Field(max_length=50)]


class ProfileIn(Body):
    """Fields left out stay as they are."""

    born: date | None = None
    gender: Gender | None = None
    height_cm: Annotated[Decimal, Field(ge=50, le=300, decimal_places=1)] | None = None
    blood_group: Annotated[str, Field(pattern=r"^(A|B|AB|O)[+−]$")] | None = None
    diet: Diet | None = None
    activity: Activity | None = None
    bio: Annotated[str, Field(max_length=600)] | None = None
    goals: Annotated[str, Field(max_length=2000)] | None = None


class ProfileOut(Schema):
    """`bmi_band` by Asian-Indian cut-offs (`bmi_words` says it in the caller's language), `bmr` and `energy` in kcal a
    day by Mifflin–St Jeor; null where unknown.
    """

    first_name: str
    last_name: str
    email: str
    born: date | None
    age: int | None
    gender: str
    height_cm: Decimal | None
    weight_kg: Decimal | None
    blood_group: str
    diet: str
    activity: str
    bio: str
    goals: str
    bmi: Decimal | None
    bmi_band: BmiBand | None
    bmi_words: str | None
    bmr: int | None
    energy: int | None


class HistoryIn(Body):
    """Sections left out stay. `version` is the one read before: a change meanwhile is `changed_meanwhile`."""

    version: Annotated[int, Field(ge=0, le=2_000_000_000)] | None = None
    conditions: Rows | None = None
    surgeries: Rows | None = None
    family: Rows | None = None
    medications: Rows | None = None
    supplements: Rows | None = None
    allergies: Rows | None = None
    lifestyle: Row | None = None
    women: Row | None = None


class HistoryOut(Schema):
    version: int
    updated_at: datetime
    sections: dict[str, Any]


class MetricIn(Body):
    """`unit` by its UCUM code or as shown; left out: the kind's own."""

    kind: Slug
    value: Annotated[Decimal, Field(ge=-1000, le=100_000)]
    unit: Annotated[str, Field(max_length=16)] = ""
    at: AwareDatetime | None = None


class MetricOut(Schema):
    """`value` in the kind's canonical unit, `entered` in `unit`."""

    id: UUID
    kind: str
    value: Decimal
    entered: Decimal
    unit: str
    at: datetime
    source: Source


class PreferencesBody(Body):
    language: Annotated[str, Field(max_length=5)]
    time_zone: Annotated[str, Field(max_length=64)]


class RecordOut(Schema):
    id: UUID
    name: str
    profile: ProfileOut
    medical_history: HistoryOut
    metrics: list[MetricOut]
