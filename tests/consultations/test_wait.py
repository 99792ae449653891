"""The waiting list: in turn, for a while, never the same time to two people."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from pathya.consultations import errors, services, time_offers, waiting
from pathya.consultations.models import Consultation, Wait
from pathya.consultations.rules import Waiting
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.outbox.models import Message
from tests import factories as cast
from tests.api import ApiClient
from tests.consultations.factories import NOW, TEN, book, kind, nutritionist

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with clock.at(NOW):
        yield


def full() -> Consultation:
    """The one slot of the stretch is Charlie's."""
    return book(cast.charlie(), nutritionist(cast.meera()))


def ask(person: Any) -> Wait:
    return waiting.wait(
        client=person, nutritionist_id=nutritionist(cast.meera()).pk, kind_id=kind().pk, earliest=TEN, latest=TEN
    )


def offers(person: Any) -> list[str]:
    return [message.text for message in Message.objects.filter(to=person.email, text__contains="has become free")]


def test_a_freed_time_goes_to_the_first_then_to_the_next() -> None:
    taken = full()
    ask(cast.asha())
    with clock.at(NOW + timedelta(minutes=1)):
        ask(cast.person("Divya", "Rao"))
    assert waiting.offer_due() == 0
    services.cancel(viewer=cast.charlie(), consultation_id=taken.pk)
    assert (waiting.offer_due(), waiting.offer_due()) == (1, 0)
    divya = cast.person("Divya", "Rao")
    assert (len(offers(cast.asha())), len(offers(divya))) == (1, 0)
    with clock.at(NOW + timedelta(hours=2, seconds=5)):
        assert waiting.offer_due() == 1
    assert (len(offers(cast.asha())), len(offers(divya))) == (1, 1)


def test_who_booked_waits_no_more() -> None:
    taken = full()
    ask(cast.asha())
    services.cancel(viewer=cast.charlie(), consultation_id=taken.pk)
    with clock.at(NOW + timedelta(minutes=1)):
        book(cast.asha(), nutritionist(cast.meera()), TEN + timedelta(hours=1))
        assert waiting.offer_due() == 0
    assert waiting.of(cast.asha()) == []


def test_the_api_keeps_wishes_apart() -> None:
    body = {
        "nutritionistId": str(nutritionist(cast.meera()).pk),
        "kindId": str(kind().pk),
        "earliest": "2027-01-12T04:30:00Z",
        "latest": "2027-01-14T04:30:00Z",
    }
    assert ApiClient(cast.meera()).post("/consultations/waiting", body).status_code == 403
    assert (
        ApiClient(cast.asha()).post("/consultations/waiting", {**body, "latest": body["earliest"][:3]}).status_code
        == 422
    )
    made = ApiClient(cast.asha()).post("/consultations/waiting", body)
    assert made.status_code == 201
    assert ApiClient(cast.bilal()).get("/consultations/waiting").json()["data"] == []
    path = f"/consultations/waiting/{made.json()['data']['id']}"
    assert ApiClient(cast.bilal()).delete(path).status_code == 404
    assert ApiClient(cast.asha()).delete(path).status_code == 200
    assert ApiClient(cast.asha()).get("/consultations/waiting").json()["data"] == []


def test_a_host_offers_a_chosen_time_out_of_turn_for_a_while() -> None:
    full()
    one, free = ask(cast.asha()), TEN + timedelta(hours=2)
    divya = ask(cast.person("Divya", "Rao"))
    book(cast.asha(), nutritionist(cast.kabir()), TEN + timedelta(hours=4))

    def offers_it(**changes: Any) -> Wait:
        asked = {"viewer": cast.meera(), "wait_id": one.pk, "starts_at": free, "hours": 6, **changes}
        return time_offers.offer(**asked)

    for fact, changes in (
        (NotFound, {"viewer": cast.kabir()}),
        (NotFound, {"viewer": cast.asha()}),
        (Invalid, {"hours": 5}),
        (errors.SlotTaken, {"starts_at": TEN}),
        (errors.SlotNotOffered, {"starts_at": TEN - timedelta(hours=5)}),
        (errors.TheirClientBusy, {"starts_at": TEN + timedelta(hours=4)}),
    ):
        with pytest.raises(fact):
            offers_it(**changes)
    offers_it()
    assert len(offers(cast.asha())) == 1
    with pytest.raises(errors.OfferedToAnother):
        offers_it(wait_id=divya.pk)
    with clock.at(NOW + timedelta(hours=5, minutes=50)):
        assert waiting.offer_due() == 0
        assert waiting.of(cast.asha())[0].state == Waiting.OFFERED
    with clock.at(NOW + timedelta(hours=6, minutes=10)):
        waiting.offer_due()
        assert waiting.of(cast.asha())[0].state == Waiting.WAITING
        offers_it(starts_at=free)
    assert len(offers(cast.asha())) == 2


def test_the_page_of_the_practice_shows_free_times_and_offers_one() -> None:
    full()
    one, page = ask(cast.asha()), Client()
    page.force_login(cast.meera())
    assert f"/practice/requests/waiting/{one.pk}/offer/" in page.get("/practice/requests/").content.decode()
    where = f"/practice/requests/waiting/{one.pk}/offer/"
    times = page.get(where).content.decode()
    assert "at=2027-01-12T05%3A00%3A00Z" in times
    assert "at=2027-01-12T04%3A30%3A00Z" not in times
    assert "outside the days" in page.get(where + "?at=2027-01-12T05:00:00Z").content.decode()
    assert page.post(where, {"at": "2027-01-12T05:00:00Z", "hours": "24"}).status_code == 302
    assert page.post(where, {"at": "2027-01-12T04:30:00Z", "hours": "2"}).status_code == 409
    assert [found.offered_start for found in waiting.of(cast.asha())] == [TEN + timedelta(minutes=30)]


def test_the_client_turns_an_offer_down_and_waits_no_more_on_the_page() -> None:
    full()
    one, page = ask(cast.asha()), Client()
    page.force_login(cast.asha())
    time_offers.offer(viewer=cast.meera(), wait_id=one.pk, starts_at=TEN + timedelta(hours=1))
    assert f"/portal/waiting/{one.pk}/decline/" in page.get("/portal/waiting/").content.decode()
    for answer, state in (("decline", Waiting.WAITING), ("leave", Waiting.ENDED)):
        assert page.post(f"/portal/waiting/{one.pk}/{answer}/").status_code == 302
        assert Wait.objects.get().state == state
