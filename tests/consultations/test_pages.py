"""The pages about calls: who sees them, what they say, how many statements they take."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from pathya.accounts.models import User
from pathya.care import services as care
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.kit import clock
from pathya.operations import audit
from tests import factories as cast
from tests.api import ApiClient
from tests.consultations.factories import NOW, TEN, call, kind, nutritionist

pytestmark = pytest.mark.django_db
FLOW = "/book/meera/discovery/"
REVIEW = f"{FLOW}confirm/?at=2027-01-12T04:30:00%2B00:00&zone=Asia/Kolkata"


@pytest.fixture(autouse=True)
def _monday() -> object:
    with clock.at(NOW):
        yield


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def post(client: Client, at: str = "2027-01-12T04:30:00Z", **fields: str) -> Any:
    return client.post(f"{FLOW}confirm/", {"at": at, "zone": "Asia/Kolkata", "notes": "Tired at four", **fields})


def test_a_visitor_chooses_a_day_and_a_time() -> None:
    nutritionist(cast.meera())
    visitor = Client()
    visitor.get(FLOW)
    with CaptureQueriesContext(connection) as done:
        page = visitor.get(f"{FLOW}?day=2027-01-12")
    own = [query for query in done if "content_" not in query["sql"] and "practice_practice" not in query["sql"]]
    assert len(own) == 2  # the offers, the free times; the rest is the frame's
    assert page.status_code == 200
    text = page.content.decode()
    assert "Tuesday, 12 January 2027, 16 free times" in text
    assert "/book/meera/discovery/confirm/?at=2027-01-12T04%3A30%3A00Z" in text
    assert "10 am" in text


def test_times_are_shown_in_the_zone_that_is_asked_for() -> None:
    nutritionist(cast.meera())
    text = Client().get(f"{FLOW}?day=2027-01-12&zone=Europe/London").content.decode()
    assert "4:30 am" in text
    assert "Meera Iyer is on India Time" in text


@pytest.mark.parametrize("query", ["day=x", "month=2027-99", "month=9999-12", "day=1999-01-01", "zone=No/Where"])
def test_a_strange_address_shows_the_calendar(query: str) -> None:
    nutritionist(cast.meera())
    assert Client().get(f"{FLOW}?{query}").status_code == 200


def test_who_is_not_listed_or_offered_is_not_found() -> None:
    nutritionist(cast.meera())
    nutritionist(cast.kabir(), is_listed=False)
    for path in ("/book/kabir/discovery/", "/book/meera/other/", "/book/nobody/", "/book/kabir/"):
        assert Client().get(path).status_code == 404


def test_a_kind_with_a_fee_is_held_by_terms_shown_before() -> None:
    nutritionist(cast.meera())
    kind("first")
    page = signed_in(cast.asha())
    path = "/book/meera/first/confirm/?at=2027-01-12T04:30:00Z"
    before = page.get(path).content.decode()
    assert "Cancelled up to 4 hours before: ₹1,200 of ₹1,200 back." in before
    answer = page.post(path, {"at": "2027-01-12T04:30:00Z", "zone": "Asia/Kolkata", "notes": ""}, follow=True)

    assert "Held for you" in answer.content.decode()


def test_a_visitor_signs_up_on_the_way_and_nothing_typed_is_lost() -> None:
    nutritionist(cast.meera())
    visitor = Client()
    answer = post(visitor, step="signup")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/signup/?next=%2Fbook%2Fmeera%2Fdiscovery%2Fconfirm%2F%3Fat%3D")
    assert "Tired" not in answer["Location"]
    assert "Tired" not in str(dict(visitor.session))
    visitor.force_login(cast.asha())
    assert "Tired at four" in visitor.get(REVIEW).content.decode()
    post(visitor)
    assert "Tired at four" not in visitor.get(REVIEW).content.decode()


def test_a_client_books_and_a_second_click_books_nothing_more() -> None:
    nutritionist(cast.meera())
    asha = signed_in(cast.asha())
    assert asha.get(REVIEW).status_code == 200
    first, second = post(asha), post(asha)
    made = Consultation.objects.get()
    assert first["Location"] == second["Location"] == f"/portal/consultations/{made.pk}/booked/"
    assert made.notes == "Tired at four"
    text = asha.get(first["Location"]).content.decode()
    assert "What happens next" in text


def test_a_taken_time_shows_the_nearest_ones_and_keeps_what_was_typed() -> None:
    call(cast.bilal(), nutritionist(cast.meera()))
    asha = signed_in(cast.asha())
    answer = post(asha)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "has just been taken" in text
    assert "Tired at four" in text
    assert 'name="change" value="2027-01-12T05:00:00Z"' in text
    changed = post(asha, change="2027-01-12T05:00:00Z")
    assert 'name="at" value="2027-01-12T05:00:00Z"' in changed.content.decode()
    assert "Tired at four" in changed.content.decode()
    assert post(asha, at="2027-01-12T05:00:00Z").status_code == 302


def test_too_long_a_note_is_said_beside_the_field() -> None:
    nutritionist(cast.meera())
    answer = post(signed_in(cast.asha()), notes="x" * 2001)
    assert answer.status_code == 422
    assert "x" * 2001 in answer.content.decode()


def test_people_of_the_practice_are_told_that_they_do_not_book() -> None:
    nutritionist(cast.meera())
    text = signed_in(cast.kabir()).get(REVIEW).content.decode()
    assert "client's account" in text
    assert post(signed_in(cast.kabir())).status_code == 403


PORTAL = [("/portal/", 8), ("/portal/consultations/", 5), ("/portal/consultations/?when=past", 5)]
PRACTICE = [("/practice/", 5), ("/practice/week/", 10), ("/practice/week/?from=2027-01-12", 10)]


@pytest.mark.parametrize(("path", "count"), PORTAL)
def test_portal_lists_take_a_fixed_number_of_statements(
    path: str, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    meera = nutritionist(cast.meera())
    for hours in range(4):
        call(cast.asha(), meera, TEN + timedelta(hours=hours))
    asha = signed_in(cast.asha())
    asha.get(path)
    with django_assert_num_queries(count):
        assert asha.get(path).status_code == 200


@pytest.mark.parametrize(("path", "count"), PRACTICE)
def test_practice_pages_take_a_fixed_number_of_statements(
    path: str, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    meera = nutritionist(cast.meera())
    for hours in range(4):
        call(cast.asha(), meera, TEN + timedelta(hours=hours), notes="x")
    signed = signed_in(cast.meera())
    signed.get(path)
    with django_assert_num_queries(count):
        page = signed.get(path)
    assert "Asha Verma" in page.content.decode() or path == "/practice/"


def test_lists_are_divided_into_pages() -> None:
    meera = nutritionist(cast.meera())
    for hours in range(12):
        call(cast.asha(), meera, TEN + timedelta(hours=hours))
    asha = signed_in(cast.asha())
    assert "Page 1 of 2" in asha.get("/portal/consultations/").content.decode()
    assert asha.get("/portal/consultations/?page=2").content.decode().count('class="call ') == 2
    assert asha.get("/portal/consultations/?page=x").status_code == 200


def test_strangers_find_nothing_and_visitors_sign_in() -> None:
    made = call(cast.asha(), nutritionist(cast.meera()), notes="Secret words")
    nutritionist(cast.kabir())
    mine = f"/portal/consultations/{made.pk}/"
    theirs = f"/practice/calls/{made.pk}/"
    paths = [mine, f"{mine}cancel/", f"{mine}booked/", theirs, f"{theirs}cancel/", f"/consultations/{made.pk}/call.ics"]
    office = signed_in(cast.adi())
    answers = [office.get(path) for path in paths]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 404, 200, 404], "only to cancel it"
    assert "Secret words" not in answers[4].content.decode()
    assert office.post(f"{theirs}cancel/").status_code == 422
    for stranger in (cast.charlie(), cast.kabir(), cast.esha()):
        client = signed_in(stranger)
        assert [client.get(path).status_code for path in paths] == [404] * 6
        assert [client.post(path).status_code for path in (f"{mine}cancel/", f"{theirs}cancel/")] == [404] * 2
    for path in paths:
        assert Client().get(path)["Location"].startswith("/accounts/login/?next=")
    made.refresh_from_db()
    assert made.status == Status.SCHEDULED


def test_roles_have_their_own_home() -> None:
    for path, ours, others in (
        ("/portal/", [cast.asha()], [cast.meera(), cast.esha(), cast.adi()]),
        ("/practice/", [cast.meera()], [cast.asha(), cast.esha(), cast.adi()]),
    ):
        assert [signed_in(user).get(path).status_code for user in ours] == [200]
        assert [signed_in(user).get(path).status_code for user in others] == [404] * 3


def test_the_nutritionist_reads_the_notes_and_that_is_recorded() -> None:
    made = call(cast.asha(), nutritionist(cast.meera()), notes="Tired <b>at</b> four")
    text = signed_in(cast.meera()).get(f"/practice/calls/{made.pk}/").content.decode()
    assert "Tired &lt;b&gt;at&lt;/b&gt; four" in text
    event = audit.events(subject_id=made.pk).get()
    assert (event.event, event.actor_id) == ("consultations.call.opened", cast.meera().pk)
    assert "Tired" not in signed_in(cast.meera()).get("/practice/").content.decode()
    signed_in(cast.asha()).get(f"/portal/consultations/{made.pk}/")
    assert audit.events(subject_id=made.pk).count() == 1


def test_cancelling_shows_the_policy_first() -> None:
    made = call(cast.asha(), nutritionist(cast.meera()))
    asha = signed_in(cast.asha())
    path = f"/portal/consultations/{made.pk}/"
    assert "costs nothing" in asha.get(f"{path}cancel/").content.decode()
    assert asha.post(f"{path}cancel/", {"reason": "Travelling"})["Location"] == path
    made.refresh_from_db()
    assert (made.status, made.cancellation_reason) == (Status.CANCELLED, "Travelling")
    assert asha.get(f"{path}cancel/")["Location"] == path
    assert "Travelling" in asha.get(path).content.decode()


def test_the_policy_of_a_fee_follows_the_time_left() -> None:
    meera = nutritionist(cast.meera())
    made = call(cast.asha(), meera, fee_amount=1200, kind=kind("first"))
    path = f"/portal/consultations/{made.pk}/cancel/"
    with clock.at(TEN - timedelta(hours=4, minutes=1)):
        assert "Cancel now: ₹1,200 back of ₹1,200." in signed_in(cast.asha()).get(path).content.decode()
    with clock.at(TEN - timedelta(hours=3, minutes=59)):
        assert "not given back" in signed_in(cast.asha()).get(path).content.decode()
        practice = signed_in(cast.meera()).get(f"/practice/calls/{made.pk}/cancel/").content.decode()
        assert "whole fee of ₹1,200 back" in practice


def test_a_call_that_began_is_not_cancelled() -> None:
    made = call(cast.asha(), nutritionist(cast.meera()))
    with clock.at(TEN):
        asha = signed_in(cast.asha())
        assert "Cancel the call" not in asha.get(f"/portal/consultations/{made.pk}/").content.decode()
        assert asha.post(f"/portal/consultations/{made.pk}/cancel/").status_code == 409


def test_the_calendar_file_is_for_both() -> None:
    made = call(cast.asha(), nutritionist(cast.meera()))
    for person, other in ((cast.asha(), "Meera Iyer"), (cast.meera(), "Asha Verma")):
        answer = signed_in(person).get(f"/consultations/{made.pk}/call.ics")
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert f"Discovery call with {other}" in answer.content.decode()


def test_a_nutritionist_sees_the_calls_with_one_client() -> None:
    meera, kabir = nutritionist(cast.meera()), nutritionist(cast.kabir())
    mine, others = call(cast.asha(), meera), call(cast.asha(), kabir, TEN + timedelta(days=1))
    call(cast.bilal(), meera, TEN + timedelta(hours=3))
    care.begin(client=cast.asha(), nutritionist=cast.meera())
    page = signed_in(cast.meera()).get(f"/practice/clients/{cast.asha().pk}/calls/").content.decode()
    assert f"/practice/calls/{mine.pk}/" in page
    assert str(others.pk) not in page
    assert page.count("/note/") == 1
    assert signed_in(cast.kabir()).get(f"/practice/clients/{cast.asha().pk}/calls/").status_code == 404
    found = ApiClient(cast.meera()).get(f"/consultations?clientId={cast.asha().pk}").json()["data"]
    assert [one["id"] for one in found] == [str(mine.pk)]
