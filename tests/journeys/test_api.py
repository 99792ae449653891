from datetime import UTC, datetime, timedelta

import pytest

from pathya.kit import clock
from pathya.kit.ids import new_id
from tests.api import ApiClient
from tests.factories import asha, charlie, meera

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 1, 12, 6, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon() -> object:
    with clock.at(NOON):
        yield


def test_log_a_day_and_read_where_one_stands() -> None:
    api = ApiClient(asha())
    kept = api.post("/journeys/check-ins", {"energy": 7, "weightKg": 64.25, "notes": "good"})
    assert kept.status_code == 200
    assert kept.json()["data"]["weightKg"] == "64.25"
    api.post("/journeys/check-ins", {"day": "2027-01-11", "mood": 5})
    told = api.get("/journeys/current").json()["data"]
    assert (told["streak"], told["daysTracked"], told["healthScore"], told["journey"]) == (2, 2, None, None)
    assert told["today"]["energy"] == 7
    days = api.get("/journeys/days?first=2027-01-01&last=2027-01-31").json()["data"]
    assert [day["day"] for day in days] == ["2027-01-11", "2027-01-12"]
    assert ApiClient(charlie()).get("/journeys/current").json()["data"]["daysTracked"] == 0


def test_a_journey_of_ones_own() -> None:
    api = ApiClient(asha())
    made = api.post("/journeys", {"title": "Steady energy", "plannedDays": 30})
    assert made.status_code == 201
    journey = made.json()["data"]
    assert journey["progress"] == {"elapsed": 1, "remaining": 29, "percent": 3, "tracked": 0}
    assert api.post("/journeys", {"title": "Another", "plannedDays": 30}).json()["error"]["code"] == "journey_running"
    api.post("/journeys/check-ins", {"mood": 6})
    assert len(api.get(f"/journeys/{journey['id']}/check-ins").json()["data"]) == 1
    for path in ("", "/check-ins"):
        assert ApiClient(charlie()).get(f"/journeys/{journey['id']}{path}").status_code == 404
    assert ApiClient(charlie()).post(f"/journeys/{journey['id']}/end").status_code == 404
    assert api.post(f"/journeys/{journey['id']}/end").json()["data"]["endedOn"] == "2027-01-12"
    assert api.post("/journeys", {"title": "Another", "plannedDays": 30}).status_code == 201


def test_a_symptom_sent_twice_by_a_device_is_one() -> None:
    api, one = ApiClient(asha()), str(new_id())
    for severity in (4, 6):
        sent = api.post("/journeys/symptoms", {"id": one, "kind": "bloating", "severity": severity})
        assert sent.status_code == 201
    assert sent.json()["data"]["severity"] == 6
    other = ApiClient(charlie()).post("/journeys/symptoms", {"id": one, "kind": "bloating", "severity": 1})
    assert other.status_code == 404
    late = {"kind": "skin", "severity": 2, "at": (NOON + timedelta(days=2)).isoformat()}
    assert api.post("/journeys/symptoms", late).json()["error"]["fields"] == {"day": ["That day has not come yet."]}


def test_journeys_are_clients_own() -> None:
    assert ApiClient(meera()).get("/journeys/current").status_code == 404
    assert ApiClient().get("/journeys/current").status_code == 401


def test_insights_can_not_tell_yet() -> None:
    assert ApiClient(asha()).get("/journeys/insights").json()["data"] == {"insights": [], "asked": 0, "days": 0}
