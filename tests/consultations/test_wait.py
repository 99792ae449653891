"""The waiting list: in turn, for a while, never the same time to two people."""

from datetime import timedelta
from typing import Any

import pytest

from pathya.consultations import services, waiting
from pathya.consultations.models import Consultation, Wait
from pathya.kit import clock
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
