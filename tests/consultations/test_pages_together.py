"""The pages of series and groups: who sees them, what they say, how many statements they take."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pathya.accounts.models import User
from pathya.consultations import groups, offering
from pathya.consultations.models import Consultation, GroupWait, Series
from pathya.consultations.rules import Status
from pathya.credits import services as sessions
from pathya.kit import clock
from tests import factories as cast
from tests.consultations.factories import NOW, TEN, call, kind, nutritionist
from tests.consultations.test_groups import opened, people, take
from tests.consultations.test_series import booked, weekly

pytestmark = pytest.mark.django_db
PLAN = "/book/meera/discovery/series/"


@pytest.fixture(autouse=True)
def _monday() -> object:
    with clock.at(NOW):
        yield


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_series_is_planned_with_conflicts_and_booked(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    call(cast.bilal(), nutritionist(cast.meera()), TEN + timedelta(weeks=1))
    asha = signed_in(cast.asha())
    query = "?at=2027-01-12T04:30:00Z&count=3"
    asha.get(PLAN + query)
    with django_assert_num_queries(9):
        text = asha.get(PLAN + query).content.decode()
    assert "Taken by somebody else." in text
    assert 'name="at1" value="2027-01-19T04:00:00Z" checked' in text
    posted = {"at": "2027-01-12T04:30:00Z", "every": "1", "count": "3", "notes": "",
              "at0": "2027-01-12T04:30:00Z", "at1": "", "at2": "2027-01-26T04:30:00Z"}  # fmt: skip
    answer = asha.post(PLAN, posted)
    made = Series.objects.get()
    assert answer.headers["Location"] == f"/portal/consultations/series/{made.pk}/"
    assert list(made.calls.values_list("starts_at", flat=True)) == [TEN, TEN + timedelta(weeks=2)]
    assert asha.post(PLAN, posted).headers["Location"] == f"/portal/consultations/series/{made.pk}/"
    assert Series.objects.count() == 1


def test_what_was_taken_meanwhile_is_told_and_nothing_is_booked() -> None:
    call(cast.bilal(), nutritionist(cast.meera()), TEN + timedelta(weeks=1))
    posted = {f"at{n}": f"2027-01-{12 + 7 * n}T04:30:00Z" for n in range(2)}
    answer = signed_in(cast.asha()).post(PLAN, {"at": posted["at0"], "count": "2", "every": "1", "notes": "", **posted})
    assert answer.status_code == 409
    assert "Nothing was booked." in answer.content.decode()
    assert not Consultation.objects.filter(client=cast.asha()).exists()


def test_a_series_page_pays_and_cancels_and_is_shown_to_both(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    made = booked(weekly(5), slug="first")
    asha, meera = signed_in(cast.asha()), signed_in(cast.meera())
    asha.get(f"/portal/consultations/series/{made.pk}/")
    with django_assert_num_queries(4):
        text = asha.get(f"/portal/consultations/series/{made.pk}/").content.decode()
    assert "Pay ₹6,000 now" in text
    assert asha.post(f"/portal/consultations/series/{made.pk}/pay/").status_code == 302
    assert meera.get(f"/practice/week/series/{made.pk}/").status_code == 200
    for stranger in (cast.bilal(), cast.kabir()):
        assert signed_in(stranger).get(f"/portal/consultations/series/{made.pk}/").status_code == 404
    since = "?since=2027-01-26T04:30:00Z"
    assert "Cancel 3 calls?" in meera.get(f"/practice/week/series/{made.pk}/cancel/{since}").content.decode()
    meera.post(f"/practice/week/series/{made.pk}/cancel/", {"since": "2027-01-26T04:30:00Z", "reason": "Leave"})
    assert made.calls.filter(status=Status.CANCELLED).count() == 3


def test_a_client_takes_a_seat_waits_and_uses_a_session(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    session, (one, two, three) = opened(seats=2, fee=Decimal(400)), people(3)
    here = f"/portal/consultations/groups/{session.pk}/"
    take(one, session)
    sessions.grant(owner=two, kind_id=session.kind_id, count=1, source="Package")
    browser = signed_in(two)
    browser.get(here)
    with django_assert_num_queries(9):
        text = browser.get(here).content.decode()
    assert "Take a seat and pay ₹400" in text
    assert "Use a session of your package (1 left)" in text
    assert "/booked/" in browser.post(here, {"do": "credit", "notes": ""}).headers["Location"]
    late = signed_in(three)
    assert "Wait for a seat" in late.get(here).content.decode()
    late.post(here, {"do": "wait"})
    assert "You wait for a seat" in late.get("/portal/consultations/groups/").content.decode()
    late.post(here, {"do": "stop"})
    assert GroupWait.objects.get().state == "ended"
    assert late.post(here, {"do": "take", "notes": ""}).status_code == 409


def test_a_host_opens_sees_and_ends_a_group(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    who = nutritionist(cast.meera())
    meera = signed_in(cast.meera())
    offer = who.offers.get(kind=kind("first"))
    form = {"offer": offer.pk, "title": "Eating out", "about": "", "at": "2027-01-12T10:00", "minutes": 45,
            "seats": 3, "fee": 0}  # fmt: skip
    assert meera.post("/practice/week/groups/new/", {**form, "seats": 1}).status_code == 422
    page = meera.post("/practice/week/groups/new/", form).headers["Location"]
    assert meera.post("/practice/week/groups/new/", form).status_code == 409
    session = who.groups.get()
    assert Consultation.every.get(group=session, seat=None).starts_at == TEN
    seats = [take(client, session) for client in people(2)]
    offering.offer_due()
    meera.get(page)
    with django_assert_num_queries(7):
        text = meera.get(page).content.decode()
    assert "Seat0 Group" in text
    assert "Eating out" in meera.get("/practice/week/?from=2027-01-12").content.decode()
    assert (
        meera.get("/practice/week/groups/").status_code
        == signed_in(cast.adi()).get("/practice/week/groups/").status_code
        == 200
    )
    for stranger in (cast.asha(), cast.kabir()):
        assert signed_in(stranger).get(page).status_code == 404
    with clock.at(TEN + timedelta(minutes=20)):
        assert "Who came" in meera.get(f"{page}end/").content.decode()
        meera.post(f"{page}end/", {"notes": "Good questions", "came": [str(seats[0].pk)]})
        states = dict(Consultation.objects.values_list("pk", "status"))
        assert states == {seats[0].pk: Status.COMPLETED, seats[1].pk: Status.NO_SHOW}


def test_a_group_is_cancelled_by_its_page_with_a_reason() -> None:
    session, (one,) = opened(), people(1)
    take(one, session)
    meera = signed_in(cast.meera())
    page = f"/practice/week/groups/{session.pk}/cancel/"
    assert "1 person gets a mail" in meera.get(page).content.decode()
    assert meera.post(page, {"reason": ""}).status_code == 422
    assert meera.post(page, {"reason": "Ill"}).status_code == 302
    assert groups.GroupSession.objects.count() == 1
    assert Consultation.objects.get().status == Status.CANCELLED
