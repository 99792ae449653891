"""A client's record for a viewer who may read it; reading somebody else's is kept in the trail."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from pathya.accounts.models import User
from pathya.care import selectors as care
from pathya.clients import history, rules
from pathya.clients.catalogue import KINDS, Kind
from pathya.clients.models import LabReport, MedicalHistory, Metric, Profile
from pathya.kit import clock
from pathya.kit.errors import NotFound

SHOWN = 400


def profile(client: User) -> Profile:
    """The person's profile, or an empty one that is not kept."""
    return Profile.objects.defer("avatar").filter(user=client).first() or Profile(user=client)


def medical_history(client: User) -> MedicalHistory:
    """With every section there."""
    row = MedicalHistory.objects.filter(user=client).first() or MedicalHistory(user=client, data={})
    row.data = history.complete(row.data)
    return row


@dataclass(frozen=True)
class Derived:
    """What follows from profile and newest weight; None where something is missing."""

    age: int | None
    weight_kg: Decimal | None
    bmi: Decimal | None
    bmi_band: rules.BmiBand | None
    bmr: int | None
    energy: int | None


def derived(found: Profile) -> Derived:
    """One statement for the newest weight. BMI bands are for adults."""
    user = found.user
    years = rules.age(found.born, clock.today(user.time_zone)) if found.born else None
    weight = Metric.objects.filter(client=user, kind="weight").values_list("value", flat=True).first()
    index = rules.bmi(weight, found.height_cm) if weight and found.height_cm else None
    known = weight and found.height_cm and years is not None and years >= 18
    resting = rules.bmr(weight, found.height_cm, years, found.gender) if known else None  # type: ignore[arg-type]
    energy = rules.daily_energy(resting, found.activity) if resting and found.activity else None
    band = rules.bmi_band(index) if index is not None and years is not None and years >= 18 else None
    return Derived(years, weight, index, band, resting, energy)


def metrics(client: User, kind: str = "") -> "QuerySet[Metric]":
    """Newest first."""
    rows = Metric.objects.filter(client=client)
    return rows.filter(kind=kind) if kind else rows


@dataclass(frozen=True)
class Latest:
    """The newest value of a kind and where it lies."""

    kind: Kind
    metric: Metric
    count: int
    band: Any
    inside: bool | None


def latest(client: User, gender: str | None) -> list[Latest]:
    """The newest value of each kind, in the catalogue's order; one statement."""
    by_kind: dict[str, list[Metric]] = {}
    for one in metrics(client)[:SHOWN]:
        by_kind.setdefault(one.kind, []).append(one)
    return [_latest(kind, by_kind[slug], gender) for slug, kind in KINDS.items() if slug in by_kind]


def _latest(kind: Kind, rows: list[Metric], gender: str | None) -> Latest:
    band, value = kind.band(gender), rows[0].value
    inside = None
    if band:
        inside = (band.low is None or value >= band.low) and (band.high is None or value < band.high)
    return Latest(kind, rows[0], len(rows), band, inside)


def report(viewer: User, report_id: UUID) -> LabReport:
    """A report of one's own, or of somebody whose record one may read."""
    found = LabReport.objects.select_related("client").filter(pk=report_id).first()
    if found is None or not care.may_read(viewer, found.client_id):
        raise NotFound
    return found


def attention(client: User, gender: str | None) -> list[Latest]:
    """Newest values outside their band."""
    return [one for one in latest(client, gender) if one.inside is False]
