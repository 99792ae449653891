"""The REST interface over the same services."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.kit import clock
from pathya.operations import audit
from tests import factories as cast
from tests.api import ApiClient
from tests.consultations.factories import NOW, TEN, call, kind, nutritionist

pytestmark = pytest.mark.django_db
STRANGERS = [cast.charlie, cast.kabir, cast.esha, cast.adi]


@pytest.fixture(autouse=True)
def _monday() -> object:
    with clock.at(NOW):
        yield


def wish(**changes: Any) -> dict[str, Any]:
    return {
        "nutritionistId": str(nutritionist(cast.meera()).pk),
        "kindId": str(kind().pk),
        "scheduledAt": "2027-01-12T10:00:00+05:30",
        "notes": "Tired at four",
        "timezone": "Asia/Kolkata",
        **changes,
    }


def test_book() -> None:
    answer = ApiClient(cast.asha()).post("/consultations/book", wish())
    assert answer.status_code == 201
    data = answer.json()["data"]
    made = Consultation.objects.get()
    assert data == {
        "id": str(made.pk),
        "status": "scheduled",
        "nutritionist": {"id": str(made.nutritionist_id), "name": "Meera Iyer", "slug": "meera"},
        "client": {"id": str(cast.asha().pk), "name": "Asha Verma"},
        "kind": {"id": str(kind().pk), "slug": "discovery", "name": "Discovery call"},
        "scheduledAt": "2027-01-12T04:30:00Z",
        "endsAt": "2027-01-12T04:50:00Z",
        "durationMinutes": 20,
        "timezone": "Asia/Kolkata",
        "fee": {"amount": "0.00", "currency": "INR"},
        "heldUntil": None,
        "byCredit": False,
        "movesLeft": 3,
        "movable": True,
        "joinable": False,
        "cancellable": True,
        "refund": {"amount": "0.00", "currency": "INR"},
        "movedByHost": False,
        "movedFrom": None,
        "fullRefundUntil": None,
        "createdAt": data["createdAt"],
        "sequence": 0,
        "cancelledAt": None,
        "notes": "Tired at four",
        "cancellationReason": "",
        "moveReason": "",
        "summary": "",
        "settlement": None,
    }


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"scheduledAt": "2027-01-12T10:10:00+05:30"}, 422, "slot_not_offered"),
        ({"scheduledAt": "2027-01-10T10:00:00+05:30"}, 422, "slot_past"),
        ({"scheduledAt": "2027-01-11T09:00:00+05:30"}, 422, "slot_too_soon"),
        ({"scheduledAt": "2027-06-12T10:00:00+05:30"}, 422, "slot_too_far"),
        ({"scheduledAt": "9999-12-31T23:59:59Z"}, 422, "slot_too_far"),
        ({"scheduledAt": "0001-01-01T00:00:00Z"}, 422, "slot_past"),
        ({"scheduledAt": "2027-01-12T10:00:00"}, 422, "invalid"),
        ({"scheduledAt": 1799728200}, 422, "invalid"),
        ({"scheduledAt": None}, 422, "invalid"),
        ({"kindId": "x"}, 422, "invalid"),
        ({"kindId": "00000000-0000-0000-0000-000000000001"}, 404, "not_found"),
        ({"timezone": "Mars/Olympus"}, 422, "invalid"),
        ({"notes": "x" * 2001}, 422, "invalid"),
        ({"notes": "a\u0000b"}, 400, "malformed"),
        ({"price": 1}, 422, "invalid"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, Any], status: int, code: str) -> None:
    answer = ApiClient(cast.asha()).post("/consultations/book", wish(**changes))
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert not Consultation.objects.exists()


def test_a_fee_holds_the_time() -> None:
    body = wish() | {"kindId": str(kind("first").pk)}
    answer = ApiClient(cast.asha()).post("/consultations/book", body)
    data = answer.json()["data"]
    assert (answer.status_code, data["status"], data["heldUntil"][:17]) == (
        201,
        "awaiting_payment",
        "2027-01-11T03:15:",
    )


def test_a_taken_slot_carries_the_nearest() -> None:
    call(cast.bilal(), nutritionist(cast.meera()))
    error = ApiClient(cast.asha()).post("/consultations/book", wish()).json()["error"]
    assert error["code"] == "slot_taken"
    slot = {"time": "2027-01-12T05:00:00Z", "endsAt": "2027-01-12T05:20:00Z", "available": True}
    assert slot in error["nearest"]


def test_only_clients_book() -> None:
    body = wish()
    assert ApiClient().post("/consultations/book", body).status_code == 401
    for person in (cast.meera(), cast.kabir(), cast.esha(), cast.adi()):
        assert ApiClient(person).post("/consultations/book", body).status_code == 403


def test_a_repeated_key_books_once() -> None:
    asha = ApiClient(cast.asha())
    answers = [asha.post("/consultations/book", wish(), Idempotency_Key="k1") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201] * 3
    assert len({answer.content for answer in answers}) == 1
    other = asha.post("/consultations/book", wish(notes="Other"), Idempotency_Key="k1")
    assert (other.status_code, other.json()["error"]["code"]) == (409, "idempotency_mismatch")
    assert ApiClient(cast.bilal()).post("/consultations/book", wish(), Idempotency_Key="k1").status_code == 409
    assert Consultation.objects.count() == 1


def test_lists_hold_ones_own_calls_without_notes(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    meera = nutritionist(cast.meera())
    for hours in range(3):
        call(cast.asha(), meera, TEN + timedelta(hours=hours), notes="x")
    call(cast.bilal(), meera, TEN - timedelta(days=7), status=Status.COMPLETED)
    asha, nutri = ApiClient(cast.asha()), ApiClient(cast.meera())
    with django_assert_num_queries(4):  # token, calls counted, total, rows
        body = asha.get("/consultations?when=coming&limit=2").json()
    assert body["pagination"] == {"page": 1, "limit": 2, "total": 3, "pages": 2}
    assert [item["scheduledAt"] for item in body["data"]] == ["2027-01-12T04:30:00Z", "2027-01-12T05:30:00Z"]
    assert "notes" not in body["data"][0]
    assert nutri.get("/consultations").json()["pagination"]["total"] == 4
    assert nutri.get("/consultations?status=completed").json()["pagination"]["total"] == 1
    assert nutri.get("/consultations?when=past").json()["data"][0]["client"]["name"] == "Bilal Khan"
    for stranger in STRANGERS:
        assert ApiClient(stranger()).get("/consultations").json()["data"] == []
    assert ApiClient().get("/consultations").status_code == 401


@pytest.mark.parametrize("query", ["page=0", "limit=101", "limit=0", "page=x", "status=lost", "when=never"])
def test_a_strange_question_is_refused(query: str) -> None:
    assert ApiClient(cast.asha()).get(f"/consultations?{query}").status_code == 422


def test_one_call_for_its_two_people() -> None:
    made = call(cast.asha(), nutritionist(cast.meera()), notes="Tired at four")
    nutritionist(cast.kabir())
    path = f"/consultations/{made.pk}"
    assert ApiClient(cast.asha()).get(path).json()["data"]["notes"] == "Tired at four"
    assert not audit.events(subject_id=made.pk).exists()
    assert ApiClient(cast.meera()).get(path).json()["data"]["notes"] == "Tired at four"
    assert audit.events(subject_id=made.pk).get().event == "consultations.call.opened"
    for stranger in STRANGERS:
        assert ApiClient(stranger()).get(path).status_code == 404
        expected = 422 if stranger is cast.adi else 404
        assert ApiClient(stranger()).post(f"{path}/cancel", {}).status_code == expected
    assert ApiClient().get(path).status_code == 401
    assert ApiClient().post(f"{path}/cancel").status_code == 401


def test_cancel() -> None:
    made = call(cast.asha(), nutritionist(cast.meera()))
    answer = ApiClient(cast.asha()).post(f"/consultations/{made.pk}/cancel", {"reason": "Travelling"})
    data = answer.json()["data"]
    assert (answer.status_code, data["status"], data["cancellationReason"]) == (200, "cancelled", "Travelling")
    assert data["cancelledAt"]
    assert data["cancellable"] is False
    assert ApiClient(cast.meera()).post(f"/consultations/{made.pk}/cancel", {}).status_code == 200
    assert ApiClient(cast.asha()).post("/consultations/book", wish()).status_code == 201
