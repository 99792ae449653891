"""Public pages, kept and counted; nobody's data on them; the portal and the practice."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pathya.kit import clock, notices
from pathya.privacy.rules import Fate
from pathya.programs import personal
from pathya.programs.models import Cohort, Enrolment, Figures, IncludedSession, Program, Review
from pathya.programs.rules import Status
from pathya.programs.services import life, practice
from tests import factories as cast
from tests.api import ApiClient
from tests.consultations.factories import kind, nutritionist
from tests.programs.factories import NOON, TODAY, enrolled, program

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.at(NOON):
        yield


@pytest.fixture
def hearing() -> Iterator[None]:
    notices.heard("")
    notices._connected.set()
    yield
    notices._connected.clear()
    notices.heard("")


def page(user: Any = None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def test_the_list_is_filtered_and_costs_the_same_for_many(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    program(), program("steady", type="diabetes_care", title_en="Steady", title_hi="", meals=[])
    visitor = page()
    visitor.get("/programs/")
    with django_assert_num_queries(5):
        visitor.get("/programs/")
    for number in range(4):
        program(f"more-{number}", title_en=f"More {number}")
    with django_assert_num_queries(5):
        visitor.get("/programs/")
    program("draft", title_en="Nobody sees it", live=False)
    assert "Nobody sees it" not in visitor.get("/programs/").text
    assert visitor.get("/programs/draft/").status_code == 404
    found = visitor.get("/programs/?type=diabetes_care").text
    assert "Steady" in found
    assert "Calm Gut" not in found
    assert "Steady" not in visitor.get("/programs/?diet=vegetarian").text
    assert visitor.get("/programs/?type=nonsense&diet=x&page=99999").status_code == 200
    assert "शांत पेट" in visitor.get("/programs/", headers={"accept-language": "hi"}).text


@pytest.mark.usefixtures("hearing")
def test_pages_are_kept_and_hold_nobody_s_data(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made = program()
    enrolled(cast.asha())
    for path in ("/programs/", f"/programs/{made.slug}/"):
        own = page(cast.asha()).get(path)
        first = page().get(path)
        with django_assert_num_queries(0):
            second = page().get(path)
        assert second.content == first.content
        assert "Asha" in own.text
        assert "Asha" not in second.text
        assert not second.cookies
    notices.heard("programs")
    with pytest.raises(pytest.fail.Exception), django_assert_num_queries(0):
        page().get("/programs/")


@pytest.mark.usefixtures("hearing")
def test_the_api_s_list_is_kept_by_language(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    program(), program("steady", type="diabetes_care", title_en="Steady")
    visitor = ApiClient()
    first = visitor.get("/programs?limit=1").json()
    with django_assert_num_queries(0):
        assert visitor.get("/programs?limit=1").json() == first
    assert (len(first["data"]), first["pagination"]["total"]) == (1, 2)
    assert visitor.get("/programs", Accept_Language="hi").json()["data"][1]["title"] == "शांत पेट"
    Program.objects.update(live=False)
    notices.heard("programs")
    assert visitor.get("/programs?limit=1").json()["data"] == []


def test_the_page_says_what_is_so_and_no_more(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made = program(offer_price=Decimal(3999))
    IncludedSession.objects.create(program=made, kind=kind(), count=1)
    address = f"/programs/{made.slug}/"
    page().get(address)
    with django_assert_num_queries(6):
        answer = page().get(address)
    for text in ("₹3,999", "₹5,000", "Module 1.4", "Reached 2", "2 × First call", "Dal, rice", "Who bloats"):
        assert text in answer.text
    service, faq = described(answer.text)
    assert service["offers"]["price"] == "3999.00"
    assert "aggregateRating" not in service
    assert faq["mainEntity"][0]["name"] == "How long?"
    Figures.objects.filter(program=made).update(stars_4=1, stars_5=1)
    Review.objects.create(program=made, client=cast.asha(), rating=5, title="<b>Good</b>", state="shown")
    again = page().get(address).text
    assert described(again)[0]["aggregateRating"] == {"@type": "AggregateRating", "ratingValue": 4.5, "ratingCount": 2}
    assert "&lt;b&gt;Good" in again
    assert "शांत पेट" in page().get(address, headers={"accept-language": "hi"}).text


def described(text: str) -> Any:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert found
    return json.loads(found[1])


def test_a_visitor_s_choice_survives_signing_in() -> None:
    made = program()
    group = Cohort.objects.create(program=made, starts_on=TODAY + timedelta(days=7), seats=3)
    chosen = {"start_on": "2027-01-15", "cohort": str(group.pk), "mails": "on", "step": "signup"}
    answer = page().post(f"/programs/{made.slug}/enrol/", chosen)
    assert answer.status_code == 302
    assert f"group%3D{group.pk}" in answer["Location"]
    back = page(cast.asha()).get(f"/programs/{made.slug}/enrol/?group={group.pk}").text
    assert re.search(rf'value="{group.pk}" checked', back)
    paid = page(cast.asha()).post(f"/programs/{made.slug}/enrol/", chosen)
    row = Enrolment.objects.get()
    assert (row.status, row.start_on) == (Status.AWAITING_PAYMENT, group.starts_on)
    assert paid["Location"] == f"/portal/programs/{row.pk}/pay/"
    assert page(cast.asha()).get(paid["Location"])["Location"].startswith("/pay/")
    wrong = page(cast.bilal()).post(f"/programs/{made.slug}/enrol/", {"start_on": "2020-01-01"})
    assert wrong.status_code == 422
    assert "90" in wrong.text


def test_my_program(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    nutritionist(cast.meera())
    row = enrolled(cast.asha())
    mine, address = page(cast.asha()), f"/portal/programs/{row.pk}/"
    with clock.at(NOON + timedelta(days=3)):
        with django_assert_max_num_queries(9):
            shown = mine.get(address).text
        assert "Day 4 of 14" in shown
        assert "Module 1.4" in shown
        assert mine.post(f"{address}steps/2/", {"done": "yes"}).status_code == 302
        assert "1 of 6 steps done" in mine.get(address).text
        assert "Calm Gut" in mine.get("/portal/").text
        mine.post(f"{address}pause/")
        assert "paused since" in mine.get(address).text
        mine.post(f"{address}resume/")
        assert "₹2,500 of ₹5,000" in mine.get(f"{address}cancel/").text
        assert mine.post(f"{address}explode/").status_code == 404
        for path in ("", "cancel/", "review/"):
            assert page(cast.charlie()).get(address + path).status_code == 404
        mine.post(f"{address}cancel/", {"reason": "Moving house"})
        assert "50 per cent" in mine.get(address).text
    row.refresh_from_db()
    assert row.reason == "Moving house"


def test_the_practice_sees_its_own_participants() -> None:
    made = program(lead=nutritionist(cast.meera()))
    row = enrolled(cast.asha())
    address = f"/practice/programs/{made.slug}/"
    assert "Asha Verma" in page(cast.meera()).get(address).text
    assert "Asha Verma" in page(cast.adi()).get(f"{address}?status=active").text
    assert "Asha Verma" not in page(cast.kabir()).get(address).text
    assert page(cast.asha()).get(address).status_code == 404
    assert page(cast.meera()).get(f"/practice/programs/participants/{row.pk}/").status_code == 200
    assert page(cast.kabir()).get(f"/practice/programs/participants/{row.pk}/").status_code == 404
    owner = page(cast.adi())
    assert owner.post(f"{address}groups/", {"starts_on": "2027-01-20", "seats": 8}).status_code == 302
    assert owner.post(f"{address}groups/", {"starts_on": "2020-01-20", "seats": 8}).status_code == 422
    assert owner.post(f"{address}places/", {"email": cast.bilal().email}).status_code == 302
    assert page(cast.meera()).post(f"{address}groups/", {"starts_on": "2027-01-20", "seats": 8}).status_code == 404
    assert "Start with the place you were given" in page(cast.bilal()).get(
        f"/programs/{made.slug}/enrol/", headers={"accept-language": "en"}
    ).text.replace("मिली हुई जगह से शुरू कीजिए", "Start with the place you were given")


def test_the_api_enrols_and_tells_the_journey() -> None:
    made, asha = program(), ApiClient(cast.asha())
    answer = asha.post(f"/programs/{made.pk}/enroll", {"startDate": "2027-01-11"}).json()["data"]
    assert (answer["status"], answer["price"]) == ("awaiting_payment", {"amount": "5000.00", "currency": "INR"})
    order = asha.post("/payments/orders", {"lines": [{"kind": "program", "reference": answer["id"]}]})
    assert order.json()["data"]["total"]["amount"] == "5000.00"
    assert asha.get("/journeys/current").json()["data"]["program"] is None
    life.cancel(viewer=cast.asha(), enrolment_id=answer["id"])
    row = enrolled(cast.asha())
    told = asha.get("/journeys/current").json()["data"]["program"]
    assert (told["enrolmentId"], told["day"], told["days"]) == (str(row.pk), 1, 14)
    assert ApiClient().get("/programs/recommended").json()["data"][0]["reason"] == "chosen"
    Program.objects.update(is_featured=True)
    assert ApiClient().get("/programs/recommended").json()["data"][0]["reason"] == "featured"


def test_what_is_held_goes_into_the_export_and_is_erased() -> None:
    program()
    row = enrolled(cast.asha())
    life.mark(viewer=cast.asha(), enrolment_id=row.pk, number=1, done=True)
    practice.give_pass(actor=cast.adi(), program_id=row.program_id, client_id=cast.asha().pk)
    parts = {part.name: list(part.rows) for part in personal.gather(cast.asha())}
    assert parts["programs"][0]["program"] == "calm-gut"
    assert [len(rows) for rows in parts.values()] == [1, 1, 4, 1, 0]
    told = personal.erase(cast.asha())
    assert {one.name: one.fate for one in told}["program_steps"] == Fate.REMOVED
    row.refresh_from_db()
    assert (row.status, row.done_count, row.reason) == (Status.CANCELLED, 0, "")
    personal.erase(cast.asha())
