"""The nutritionist's desk: the next client's essentials, and who asks for a look with which reasons."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pathya.accounts.models import User
from pathya.care import services as care
from pathya.care.models import RecordRead
from pathya.clients import services as records
from pathya.clients.models import Metric
from pathya.consultations import requests
from pathya.consultations.rules import Status
from pathya.journeys.models import CheckIn
from pathya.kit import clock
from pathya.web import attention
from tests import factories as cast
from tests.api import ApiClient
from tests.consultations.factories import NOW, call, nutritionist
from tests.documents.factories import clean

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 11)


@pytest.fixture(autouse=True)
def _monday() -> object:
    with clock.at(NOW):
        yield


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def logged(person: User, days_ago: int, **values: object) -> None:
    CheckIn.objects.create(person=person, day=TODAY - timedelta(days=days_ago), **values)


def measured(person: User, kind: str, value: int, days_ago: int = 1) -> None:
    at = NOW - timedelta(days=days_ago)
    Metric.objects.create(client=person, kind=kind, value=Decimal(value), entered=Decimal(value), unit="", at=at)


def test_the_next_call_stands_on_top_with_the_essentials_beside_it(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    meera, asha = nutritionist(cast.meera()), cast.asha()
    upnext = call(asha, meera, NOW + timedelta(hours=2), notes="Bloated after wheat")
    call(cast.bilal(), meera, NOW + timedelta(hours=5))
    left = call(cast.bilal(), meera, NOW - timedelta(days=2))
    care.begin(client=asha, nutritionist=cast.meera())
    allergies = [{"name": "Peanut", "severity": "severe"}, {"name": "Lactose"}]
    records.update_history(viewer=asha, client=asha, sections={"allergies": allergies})
    for days, weight in ((20, 64), (3, 62)):
        logged(asha, days, weight_kg=weight, energy=6)
    requests.ask(viewer=asha, consultation_id=upnext.pk, wanted_at=NOW + timedelta(days=2))
    signed = signed_in(cast.meera())
    signed.get("/practice/")
    with django_assert_num_queries(15):
        page = signed.get("/practice/").content.decode()
    for told in ("Bloated after wheat", "Peanut (severe)", "Lactose", "62 kg", "−2.0", "Asks to move it"):
        assert told in page
    assert f"/calls/{upnext.pk}/" in page
    assert f"/practice/calls/{left.pk}/" in page
    read = set(RecordRead.objects.filter(client=asha, reader=cast.meera()).values_list("what", flat=True))
    assert read == {"profile", "history", "days", "documents", "notes"}
    told = ApiClient(cast.meera()).get("/nutritionists/me/desk").json()["data"]
    assert (told["next"]["id"], told["essentials"]["allergies"][0]) == (str(upnext.pk), "Peanut (severe)")
    assert [one["id"] for one in told["unfinished"]] == [str(left.pk)]


def test_without_a_relation_the_desk_shows_and_records_nothing() -> None:
    call(cast.asha(), nutritionist(cast.meera()), NOW + timedelta(hours=2), notes="Bloated after wheat")
    page = signed_in(cast.meera()).get("/practice/").content.decode()
    assert "Bloated" not in page
    assert not RecordRead.objects.exists()


def test_clients_ask_for_a_look_with_reasons(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    meera = nutritionist(cast.meera())
    with clock.at(NOW - timedelta(days=40)):
        people = [cast.asha(), cast.bilal(), cast.charlie(), cast.person("Devi", "Rao")]
        for person in people:
            care.begin(client=person, nutritionist=cast.meera())
    asha, bilal, charlie, devi = people
    logged(asha, 1, energy=7)
    call(asha, meera, NOW + timedelta(days=1))
    logged(bilal, 8, energy=7)
    measured(bilal, "hba1c", 4, days_ago=5)
    measured(bilal, "hba1c", 9, days_ago=2)
    measured(bilal, "triglycerides", 400, days_ago=200)
    call(bilal, meera, NOW - timedelta(days=9))
    measured(charlie, "systolic", 185)
    clean(charlie)
    logged(devi, 6, energy=7)
    viewer = cast.meera()
    with django_assert_num_queries(9):
        found = attention.cases(viewer)
    told = {case.client.first_name: [flag.reason.value for flag in case.flags] for case in found}
    assert told == {
        "Charlie": ["critical", "document", "silent", "no_call"],
        "Bilal": ["unfinished", "metric", "silent", "no_call"],
        "Devi": ["no_call"],
        "Asha": [],
    }
    assert list(told) == ["Charlie", "Bilal", "Devi", "Asha"]
    care.note_read(viewer=viewer, client_id=charlie.pk, what="documents")
    again = attention.cases(viewer, silent_days=30, reason="silent")
    assert [case.client.first_name for case in again] == ["Charlie"]
    assert [flag.reason.value for flag in again[0].flags] == ["critical", "silent", "no_call"]
    assert attention.cases(cast.kabir()) == []
    page = signed_in(viewer).get("/practice/clients/?reason=metric&q=bil").content.decode()
    assert "Bilal Khan" in page
    assert "HbA1c" in page
    assert "Charlie" not in signed_in(viewer).get("/practice/clients/?reason=metric").content.decode()
    listed = ApiClient(viewer).get("/nutritionists/me/clients?reason=critical").json()["data"]
    assert [(one["name"], one["attention"][0]["reason"]) for one in listed] == [("Charlie Dsouza", "critical")]


def test_a_closed_call_is_not_the_next() -> None:
    meera = nutritionist(cast.meera())
    call(cast.asha(), meera, NOW + timedelta(hours=1), status=Status.COMPLETED)
    later = call(cast.bilal(), meera, NOW + timedelta(hours=3))
    page = signed_in(cast.meera()).get("/practice/").content.decode()
    assert f'id="next"><a href="/practice/calls/{later.pk}/"' in page
