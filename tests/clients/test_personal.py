from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from pathya.accounts.models import User
from pathya.clients import csv_import, drafts, history, personal, services
from pathya.clients.models import HistoryDraft, LabReport, MedicalHistory, Metric, Profile
from pathya.privacy.rules import Part
from tests.factories import asha, bilal, charlie

pytestmark = pytest.mark.django_db
KOLKATA = ZoneInfo("Asia/Kolkata")


@pytest.fixture(autouse=True)
def filled() -> None:
    for person, ill in ((asha(), "PCOS"), (bilal(), "Gout")):
        services.update_profile(
            viewer=person,
            client=person,
            changes={"born": date(1991, 4, 2), "gender": "female", "height_cm": Decimal(160), "goals": f"Less {ill}"},
        )
        services.update_history(viewer=person, client=person, sections={"conditions": [{"name": ill}]})
        entry = csv_import.entry("hba1c", "39", "mmol/mol", "2026-03-01", KOLKATA)
        services.add_metrics(viewer=person, client=person, entries=[entry])
        LabReport.objects.create(client=person, taken_on=date(2026, 3, 1), rows=[{"kind": "tsh", "text": ill}])


def parts(person: User) -> dict[str, Part]:
    return {part.name: part for part in personal.gather(person)}


def test_the_export_holds_everything_of_one_person_and_nothing_of_another() -> None:
    told = {name: list(part.rows) for name, part in parts(asha()).items()}
    assert told["profile"][0]["goals"] == "Less PCOS"
    assert told["medical_history"][0]["conditions"] == [{"name": "PCOS"}]
    assert told["health_metrics"][0]["unit"] == "mmol/mol"
    assert told["lab_reports"][0]["text"] == "PCOS"
    assert "Gout" not in str(told)
    assert not any(list(part.rows) for part in personal.gather(charlie()))


def test_the_resources_say_what_fhir_asks_for() -> None:
    held = parts(asha())
    (patient,) = held["profile"].resources
    assert (patient["resourceType"], patient["gender"], patient["birthDate"]) == ("Patient", "female", "1991-04-02")
    assert patient["name"][0]["family"] == "Verma"
    (observation,) = held["health_metrics"].resources
    assert observation["subject"] == {"reference": f"Patient/{patient['id']}"}
    assert observation["code"]["coding"] == [{"system": "http://loinc.org", "code": "4548-4"}]
    quantity = observation["valueQuantity"]
    assert (quantity["code"], quantity["system"]) == ("%", "http://unitsofmeasure.org")
    assert quantity["value"] == pytest.approx(5.72, abs=0.01)
    assert datetime.fromisoformat(observation["effectiveDateTime"]).tzinfo
    assert "birthDate" not in next(iter(parts(charlie())["profile"].resources))


def test_erasing_twice_leaves_nothing_of_one_and_all_of_another() -> None:
    for who in (asha(), bilal()):
        drafts.keep(viewer=who, client=who, section=history.SECTIONS["women"], base={}, rows=[{"cycle": "28"}])
    first = {one.name: one.count for one in personal.erase(asha())}
    counts = {"lab_reports": 1, "health_metrics": 1, "medical_history": 1, "history_drafts": 1, "profile": 1}
    assert first == counts
    assert not any(one.count for one in personal.erase(asha()))
    for model in (LabReport, Metric, HistoryDraft):
        assert model.objects.get().client == bilal()
    for own in (MedicalHistory, Profile):
        assert own.objects.get().user == bilal()
