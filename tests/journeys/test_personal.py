from datetime import UTC, date, datetime

import pytest
from django.test import Client

from pathya.care import services as care
from pathya.journeys import personal, services
from pathya.journeys.models import CheckIn, Earned, Journey, Symptom
from pathya.kit import clock
from tests.factories import asha, bilal, kabir, meera

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 1, 12, 6, 30, tzinfo=UTC)
DAY = date(2027, 1, 12)


def logged(person: object, marker: str) -> None:
    services.start(person=person, title=f"Aim {marker}", days=30)  # type: ignore[arg-type]
    services.check_in(person=person, day=DAY, changes={"notes": f"note {marker}"})  # type: ignore[arg-type]
    services.log_symptom(person=person, day=DAY, kind="skin", severity=3, at=NOON, note=f"felt {marker}")  # type: ignore[arg-type]


def test_an_export_holds_all_of_ones_own_and_nothing_of_others() -> None:
    with clock.at(NOON):
        logged(asha(), "of Asha")
        logged(bilal(), "of Bilal")
    parts = {part.name: list(part.rows) for part in personal.gather(asha())}
    assert parts["check_ins"][0]["notes"] == "note of Asha"
    assert parts["symptoms"][0]["note"] == "felt of Asha"
    assert parts["journeys"][0]["title"] == "Aim of Asha"
    assert parts["achievements"][0]["kind"] == "first_day"
    assert "Bilal" not in str(parts)


def test_erasing_removes_all_of_ones_own_and_nothing_of_others() -> None:
    with clock.at(NOON):
        logged(asha(), "a")
        logged(bilal(), "b")
    told = personal.erase(asha())
    assert {one.name: one.count for one in told if one.count} == {
        "check_ins": 1,
        "symptoms": 1,
        "achievements": 1,
        "journeys": 1,
    }
    for model in (CheckIn, Symptom, Earned, Journey):
        assert model.objects.count() == 1
    assert all(one.count == 0 for one in personal.erase(asha()))


def test_a_nutritionist_sees_the_days_of_whom_they_treat_and_it_is_in_the_trail() -> None:
    with clock.at(NOON):
        logged(asha(), "of Asha")
        address = f"/practice/clients/{asha().pk}/days/"
        client = Client()
        client.force_login(meera())
        assert client.get(address).status_code == 404
        care.begin(client=asha(), nutritionist=meera())
        assert "note of Asha" in client.get(address).content.decode()
        client.force_login(kabir())
        assert client.get(address).status_code == 404
    assert [one.what for one in asha().record_reads.all()] == ["days"]
