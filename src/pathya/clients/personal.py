"""What a client's record holds about a person, for the export (with FHIR R4 resources) and for erasure."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from pathya.accounts.models import User
from pathya.clients import selectors
from pathya.clients.catalogue import KINDS
from pathya.clients.models import HistoryDraft, LabReport, MedicalHistory, Metric, Profile
from pathya.privacy.rules import Erased, Fate, Part

PROFILE = ("born", "gender", "height_cm", "blood_group", "diet", "activity", "bio", "goals", "onboarding", "updated_at")
METRIC = ("kind", "value", "entered", "unit", "at", "source")
UCUM = "http://unitsofmeasure.org"


def gather(user: User) -> Iterator[Part]:
    """Profile with picture, medical history by sections, measurements, values found in lab reports."""
    held = Profile.objects.filter(user=user).first()
    rows = [{name: getattr(held, name) for name in PROFILE}] if held else []
    picture = [("picture.webp", [bytes(held.avatar)])] if held and held.avatar else []
    yield Part("profile", _("Your profile"), rows, picture, [patient(user, held or Profile(user=user))])
    written = MedicalHistory.objects.filter(user=user)
    yield Part("medical_history", _("Your medical history"), [row.data or {} for row in written])
    typed = HistoryDraft.objects.filter(client=user)
    yield Part(
        "history_drafts",
        _("What was typed into your medical history and not saved"),
        [{"section": one.section, "kept_at": one.kept_at, **(one.content or {})} for one in typed],
    )
    yield Part(
        "health_metrics",
        _("Your measurements"),
        ({name: getattr(one, name) for name in METRIC} for one in _metrics(user)),
        resources=(observation(one) for one in _metrics(user)),
    )
    reports = LabReport.objects.filter(client=user)
    yield Part(
        "lab_reports",
        _("Values found in your lab reports"),
        [{"taken_on": report.taken_on, **row} for report in reports for row in report.rows or []],
    )


def erase(user: User) -> list[Erased]:
    return [
        Erased("lab_reports", Fate.REMOVED, LabReport.objects.filter(client=user).delete()[0]),
        Erased("health_metrics", Fate.REMOVED, Metric.objects.filter(client=user).delete()[0]),
        Erased("history_drafts", Fate.REMOVED, HistoryDraft.objects.filter(Q(client=user) | Q(by=user)).delete()[0]),
        Erased("medical_history", Fate.REMOVED, MedicalHistory.objects.filter(user=user).delete()[0]),
        Erased("profile", Fate.REMOVED, Profile.objects.filter(user=user).delete()[0]),
    ]


def _metrics(user: User) -> Iterator[Metric]:
    return selectors.metrics(user).iterator(chunk_size=1000)


def patient(user: User, profile: Profile) -> dict[str, Any]:
    """FHIR R4 Patient; what is not known is left out."""
    told: dict[str, Any] = {
        "resourceType": "Patient",
        "id": str(user.pk),
        "name": [{"use": "official", "family": user.last_name, "given": [user.first_name]}],
        "telecom": [{"system": "email", "value": user.email}],
        "communication": [{"language": {"text": user.language}, "preferred": True}],
    }
    if user.phone:
        told["telecom"].append({"system": "phone", "value": user.phone})
    if profile.gender:
        told["gender"] = profile.gender
    if profile.born:
        told["birthDate"] = profile.born.isoformat()
    return told


def observation(metric: Metric) -> dict[str, Any]:
    """FHIR R4 Observation with LOINC code and UCUM unit, in the kind's canonical unit."""
    kind = KINDS[metric.kind]
    unit = kind.units[0]
    code: dict[str, Any] = {"text": metric.kind}
    if kind.loinc:
        code["coding"] = [{"system": "http://loinc.org", "code": kind.loinc}]
    return {
        "resourceType": "Observation",
        "id": str(metric.pk),
        "status": "final",
        "code": code,
        "subject": {"reference": f"Patient/{metric.client_id}"},
        "effectiveDateTime": metric.at.isoformat(),
        "valueQuantity": {"value": float(metric.value), "unit": unit.shown, "system": UCUM, "code": unit.code},
    }
