from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from pathya.care import services as care
from pathya.clients import selectors, services
from pathya.clients.errors import ChangedMeanwhile
from pathya.clients.models import MedicalHistory, Metric, Profile
from pathya.kit.errors import Invalid, NotFound
from tests.api import ApiClient
from tests.factories import adi, asha, bilal, charlie, esha, kabir, meera

pytestmark = pytest.mark.django_db
HISTORY = {
    "conditions": [{"name": "PCOS", "since": "2019", "status": "current"}, {"since": "2001"}],
    "allergies": [{"name": " peanuts ", "severity": "severe", "reaction": "allergy"}],
    "lifestyle": {"sleep": "six hours", "smoking": ""},
}


def test_history_is_tidied_counted_and_sealed() -> None:
    row = services.update_history(viewer=asha(), client=asha(), sections=HISTORY)
    assert row.version == 1
    data = selectors.medical_history(asha()).data
    assert data["conditions"] == [{"name": "PCOS", "since": "2019", "status": "current"}]
    assert data["allergies"][0]["name"] == "peanuts"
    assert data["lifestyle"] == {"sleep": "six hours"}
    assert data["medications"] == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM clients_medicalhistory")
        sealed = str(cursor.fetchone()[0])
    assert sealed.startswith("v2:")
    assert "PCOS" not in sealed


def test_two_windows_do_not_overwrite_each_other() -> None:
    services.update_history(viewer=asha(), client=asha(), sections={"women": {"cycle": "28"}}, version=0)
    with pytest.raises(ChangedMeanwhile):
        services.update_history(viewer=asha(), client=asha(), sections={"women": {"cycle": "30"}}, version=0)
    assert MedicalHistory.objects.get().data["women"] == {"cycle": "28"}


@pytest.mark.parametrize(
    "sections",
    [{"unknown": []}, {"allergies": [{"name": "x", "severity": "deadly"}]}, {"family": [{"name": "y" * 201}]}],
)
def test_what_does_not_fit_is_refused(sections: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        services.update_history(viewer=asha(), client=asha(), sections=sections)


def test_only_the_client_and_who_acts_for_them_write() -> None:
    care.begin(client=asha(), nutritionist=meera())
    for other in (charlie(), meera(), kabir(), adi(), esha()):
        with pytest.raises(NotFound):
            services.update_history(viewer=other, client=asha(), sections=HISTORY)
        with pytest.raises(NotFound):
            services.update_profile(viewer=other, client=asha(), changes={"bio": "x"})
    row = care.invite(client=asha(), email=bilal().email, tie="guardian", scope="act")
    row.person, row.accepted_at = bilal(), row.invited_at
    row.consented_at = row.accepted_at
    row.save()
    services.update_profile(viewer=bilal(), client=asha(), changes={"bio": "by Bilal"})
    assert Profile.objects.get(user=asha()).bio == "by Bilal"


@pytest.mark.parametrize(
    "changes",
    [{"born": date(2020, 1, 1)}, {"born": date(1890, 1, 1)}, {"height_cm": Decimal(49)}, {"diet": "meat"}, {"x": 1}],
)
def test_limits_of_a_profile(changes: dict[str, object]) -> None:
    with pytest.raises(Invalid) as told:
        services.update_profile(viewer=asha(), client=asha(), changes=changes)
    assert list(told.value.fields) == list(changes)


def test_the_api_tells_what_follows() -> None:
    api = ApiClient(asha())
    body = {"born": "1990-05-01", "gender": "female", "heightCm": 160, "activity": "light", "goals": "steady energy"}
    assert api.put("/users/profile", body).status_code == 200
    assert api.post("/users/health-metrics", {"kind": "weight", "value": 60}).status_code == 201
    told = api.get("/users/profile").json()["data"]
    assert (told["bmi"], told["bmiBand"], told["weightKg"]) == ("23.4", "above", "60.0000")
    assert told["energy"] > told["bmr"] > 1000
    history = api.put("/users/medical-history", {"conditions": [{"name": "PCOS"}], "version": 0})
    assert history.json()["data"]["version"] == 1
    again = api.put("/users/medical-history", {"conditions": [], "version": 0})
    assert again.json()["error"]["code"] == "changed_meanwhile"
    assert ApiClient(charlie()).get("/users/medical-history").json()["data"]["sections"]["conditions"] == []


def test_a_nutritionist_reads_while_treating_and_the_client_sees_it() -> None:
    services.update_history(viewer=asha(), client=asha(), sections=HISTORY)
    api = ApiClient(meera())
    assert api.get(f"/nutritionists/me/clients/{asha().pk}").status_code == 404
    relation = care.begin(client=asha(), nutritionist=meera())
    assert [one["name"] for one in api.get("/nutritionists/me/clients").json()["data"]] == ["Asha Verma"]
    record = api.get(f"/nutritionists/me/clients/{asha().pk}").json()["data"]
    assert record["medicalHistory"]["sections"]["conditions"][0]["name"] == "PCOS"
    assert ApiClient(kabir()).get(f"/nutritionists/me/clients/{asha().pk}").status_code == 404
    reads = ApiClient(asha()).get("/care/reads").json()["data"]
    assert {(one["reader"], one["what"]) for one in reads} == {
        ("Meera Iyer", what) for what in ("profile", "history", "metrics")
    }
    care.end(viewer=asha(), relation_id=relation.pk)
    assert api.get(f"/nutritionists/me/clients/{asha().pk}").status_code == 404


def test_metrics_are_checked_converted_and_of_their_owner() -> None:
    api = ApiClient(asha())
    sent = api.post("/users/health-metrics", {"kind": "hba1c", "value": 48, "unit": "mmol/mol"})
    assert round(Decimal(sent.json()["data"]["value"]), 1) == Decimal("6.5")
    for wrong in (
        {"kind": "shoe", "value": 1},
        {"kind": "hba1c", "value": 90},
        {"kind": "hba1c", "value": 6, "unit": "kg"},
    ):
        assert api.post("/users/health-metrics", wrong).status_code == 422
    with pytest.raises(NotFound):
        services.remove_metric(viewer=charlie(), metric_id=Metric.objects.get().pk)
    assert ApiClient(charlie()).get("/users/health-metrics").json()["data"] == []
