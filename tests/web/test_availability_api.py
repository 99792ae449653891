"""`/nutritionists/me/availability` and what stands under it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pathya.kit import clock
from tests import factories as people
from tests.api import ApiClient
from tests.consultations.test_slots import call
from tests.nutritionists import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 28, tzinfo=UTC)
ROOT = "/nutritionists/me/availability"


@pytest.fixture
def api() -> Any:
    with clock.at(NOW):
        yield ApiClient(factories.meera().user)


def body(api: ApiClient, **changes: Any) -> dict[str, Any]:
    found = api.get(ROOT).json()["data"]
    del found["callsOutside"]
    found["kinds"] = [{name: kind[name] for name in ("kindId", "durationMinutes")} for kind in found["kinds"]]
    return {**found, **changes}


def test_what_is_read_can_be_written_back(api: ApiClient) -> None:
    before = api.get(ROOT).json()["data"]
    assert before["week"][0] == {
        "weekday": 0, "hours": [{"start": "09:00", "end": "17:00"}], "breaks": [{"start": "13:00", "end": "13:45"}],
    }  # fmt: skip
    answer = api.put(ROOT, body(api))
    assert answer.status_code == 200
    assert answer.json()["data"] == before


def test_a_change_is_in_effect_at_once_and_tells_the_calls_left_out(api: ApiClient) -> None:
    meera = factories.Nutritionist.objects.get()
    booked = call(meera, datetime(2027, 3, 1, 4, tzinfo=UTC))
    week = [{"weekday": 0, "hours": [{"start": "22:00", "end": "02:00"}]}]
    found = api.put(ROOT, body(api, week=week, bufferMinutes=15)).json()["data"]
    assert found["week"][0]["hours"] == [{"start": "22:00", "end": "02:00"}]
    assert found["bufferMinutes"] == 15
    assert [each["id"] for each in found["callsOutside"]] == [str(booked.pk)]
    slots = f"/consultations/available-slots?nutritionistId={meera.pk}&kindId={factories.kind().pk}&date=2027-03-01"
    assert ApiClient().get(slots + "&timezone=Asia/Kolkata").json()["data"][0]["time"] == "2027-03-01T16:30:00Z"


@pytest.mark.parametrize(
    "change",
    [
        {"timezone": "Nowhere"},
        {"bufferMinutes": 121},
        {"stepMinutes": 1},
        {"unknown": 1},
        {"week": [{"weekday": 7}]},
        {"week": [{"weekday": 0}, {"weekday": 0}]},
        {"week": [{"weekday": 0, "hours": [{"start": "9", "end": "10"}]}]},
        {"week": [{"weekday": 0, "hours": [{"start": "09:00", "end": "12:00"}, {"start": "11:00", "end": "13:00"}]}]},
        {"week": [{"weekday": 0, "breaks": [{"start": "09:00", "end": "10:00"}]}]},
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_changes(api: ApiClient, change: dict[str, Any]) -> None:
    before = api.get(ROOT).json()
    answer = api.put(ROOT, body(api, **change))
    assert answer.status_code == 422
    assert answer.json()["error"]["fields"]
    assert api.get(ROOT).json() == before


def test_exceptions(api: ApiClient) -> None:
    made = api.post(f"{ROOT}/exceptions", {"date": "2027-03-01", "hours": [{"start": "10:00", "end": "11:00"}]})
    assert made.status_code == 201
    expected = {"date": "2027-03-01", "hours": [{"start": "10:00", "end": "11:00"}], "reason": ""}
    assert api.get(f"{ROOT}/exceptions").json()["data"] == [expected]
    assert api.delete(f"{ROOT}/exceptions/2027-03-01").status_code == 200
    assert api.delete(f"{ROOT}/exceptions/2027-03-01").status_code == 404


def test_time_off(api: ApiClient) -> None:
    times = {"startsAt": "2027-03-02T00:00:00Z", "endsAt": "2027-03-04T00:00:00Z"}
    made = api.post(f"{ROOT}/time-off", times)
    assert made.status_code == 201
    id_ = made.json()["data"]["id"]
    assert [each["id"] for each in api.get(f"{ROOT}/time-off").json()["data"]] == [id_]
    assert api.delete(f"{ROOT}/time-off/{id_}").status_code == 200
    assert api.post(f"{ROOT}/time-off", {**times, "endsAt": times["startsAt"]}).status_code == 422


def test_nobody_else_has_any(api: ApiClient) -> None:
    for person in (people.asha(), people.adi(), people.kabir()):
        assert ApiClient(person).get(ROOT).status_code == 404
    assert ApiClient().get(ROOT).status_code == 401


def test_an_unlisted_nutritionist_prepares_in_quiet(api: ApiClient) -> None:
    meera = factories.Nutritionist.objects.get()
    meera.is_listed = False
    meera.save()
    call(meera, datetime(2027, 3, 1, 4, tzinfo=UTC))
    call(meera, datetime(2027, 3, 7, 4, tzinfo=UTC) + timedelta(minutes=30))
    assert len(api.get(ROOT).json()["data"]["callsOutside"]) == 1
