"""Wishes to move a call, moves as they were seen, waived fees, and mails after the call."""

from datetime import timedelta

import pytest

from pathya.consultations import errors, moving, requests, services, waiting
from pathya.consultations.models import Consultation, MoveRequest, Wait
from pathya.consultations.rules import Status
from pathya.credits.models import Use
from pathya.credits.services import grant, reserve
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.outbox.models import Message
from tests import factories as cast
from tests.api import ApiClient
from tests.consultations.factories import NOW, TEN, book, call, kind, nutritionist, tell_all

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(hours=5)
LATER = TEN + timedelta(days=1)


@pytest.fixture(autouse=True)
def _monday() -> object:
    with clock.at(NOW):
        yield


def subjects(to: str) -> list[str]:
    return list(
        Message.objects.filter(to=f"{to}@pathya.example").order_by("created_at").values_list("template", flat=True)
    )


def test_a_client_who_may_no_longer_move_asks_and_the_host_grants() -> None:
    made = call(cast.asha(), nutritionist(cast.meera()), SOON)
    first = requests.ask(viewer=cast.asha(), consultation_id=made.pk, wanted_at=LATER, why="My train is late")
    asked = requests.ask(viewer=cast.asha(), consultation_id=made.pk, wanted_at=LATER + timedelta(hours=1))
    first.refresh_from_db()
    assert first.state == "withdrawn"
    assert subjects("meera") == ["consultations/mail/asked_to_move"] * 2
    for stranger in (cast.kabir(), cast.asha(), cast.charlie()):
        with pytest.raises(NotFound):
            requests.answer(viewer=stranger, request_id=asked.pk, grant=True)
    requests.answer(viewer=cast.meera(), request_id=asked.pk, grant=True)
    made.refresh_from_db()
    assert (made.starts_at, made.moves) == (LATER + timedelta(hours=1), 0)
    with pytest.raises(NotFound):
        requests.answer(viewer=cast.meera(), request_id=asked.pk, grant=False, words="No")


def test_declining_needs_words_and_a_taken_time_leaves_the_wish_open() -> None:
    meera = nutritionist(cast.meera())
    made = call(cast.asha(), meera, SOON)
    book(cast.bilal(), meera, LATER)
    path = f"/consultations/{made.pk}/move-requests"
    body = {"wantedAt": LATER.isoformat(), "why": "School play"}
    asked = ApiClient(cast.asha()).post(path, body).json()["data"]
    listed = ApiClient(cast.meera()).get("/consultations/move-requests").json()["data"]
    assert [(one["id"], one["why"]) for one in listed] == [(asked["id"], "School play")]
    answer = f"/consultations/move-requests/{asked['id']}/answer"
    assert ApiClient(cast.meera()).post(answer, {"grant": True}).status_code == 409
    assert MoveRequest.objects.get().state == "open"
    assert ApiClient(cast.meera()).post(answer, {"grant": False}).status_code == 422
    assert ApiClient(cast.meera()).post(answer, {"grant": False, "words": "I am away"}).status_code == 200
    assert subjects("asha") == ["consultations/mail/move_declined"]
    assert "away" not in Message.objects.get(template="consultations/mail/move_declined").text


def test_a_move_is_made_only_as_the_call_was_seen() -> None:
    made = call(cast.asha(), nutritionist(cast.meera()), TEN)
    moved = moving.reschedule(
        viewer=cast.meera(), consultation_id=made.pk, starts_at=LATER, reason="Ill", sequence=made.sequence
    )
    for sequence in (0, 7):
        with pytest.raises(errors.ChangedMeanwhile):
            moving.reschedule(
                viewer=cast.meera(), consultation_id=made.pk, starts_at=TEN, reason="Ill", sequence=sequence
            )
    assert moved.sequence == 1


def test_a_no_show_fee_is_waived_once_and_a_used_session_comes_back() -> None:
    meera = nutritionist(cast.meera())
    fee = call(cast.asha(), meera, kind=kind("first"), fee_amount=1200, minutes=60)
    grant(owner=cast.asha(), kind_id=kind("first").pk, count=1, source="Package")
    package = call(cast.asha(), meera, TEN + timedelta(hours=3), fee_amount=1200, by_credit=True)
    reserve(owner=cast.asha(), kind_id=kind("first").pk, reference=package.pk)
    with pytest.raises(errors.NotYet):
        services.waive_no_show(viewer=cast.meera(), consultation_id=fee.pk)
    with clock.at(TEN + timedelta(hours=4)):
        for made in (fee, package):
            services.mark_no_show(viewer=cast.meera(), consultation_id=made.pk)
            for stranger in (cast.kabir(), cast.charlie()):
                with pytest.raises(NotFound):
                    services.waive_no_show(viewer=stranger, consultation_id=made.pk)
            with pytest.raises(errors.NotYet):
                services.waive_no_show(viewer=cast.asha(), consultation_id=made.pk)
            for _twice in range(2):
                services.waive_no_show(viewer=cast.meera(), consultation_id=made.pk)
        tell_all()
    kept = Consultation.objects.get(pk=fee.pk).settlement
    assert (kept["because"], kept["back"], kept["before"]) == ("waived", "1200.00", "0.00")
    assert Use.objects.get().state == "given_back"
    assert subjects("asha") == ["consultations/mail/no_show", "consultations/mail/waived"] * 2
    assert subjects("meera") == []
    told = Message.objects.filter(template="consultations/mail/no_show").order_by("created_at").first()
    assert "₹1,200" in told.text


def test_after_a_completed_call_the_client_is_told_what_comes_next() -> None:
    made = call(cast.bilal(), nutritionist(cast.meera()))
    with clock.at(TEN + timedelta(minutes=10)):
        services.complete(viewer=cast.meera(), consultation_id=made.pk, summary="Iron is low")
        tell_all()
    [mail] = Message.objects.all()
    assert (mail.to, mail.language) == ("bilal@pathya.example", "hi")
    assert f"/portal/consultations/{made.pk}/review/" in mail.text
    assert "Iron" not in mail.text
    assert mail.attachments.count() == 0


def test_an_offer_is_declined_and_the_host_sees_and_ends_waits() -> None:
    meera = nutritionist(cast.meera())
    asked = {"nutritionist_id": meera.pk, "kind_id": kind().pk, "earliest": TEN, "latest": LATER}
    mine = waiting.wait(client=cast.asha(), **asked)
    waiting.offer_due()
    mine.refresh_from_db()
    assert mine.offered_start == TEN
    assert ApiClient(cast.bilal()).post(f"/consultations/waiting/{mine.pk}/decline", {}).status_code == 404
    again = ApiClient(cast.asha()).post(f"/consultations/waiting/{mine.pk}/decline", {})
    assert (again.status_code, again.json()["data"]["state"]) == (200, "waiting")
    waiting.offer_due()
    mine.refresh_from_db()
    assert mine.offered_start == TEN + timedelta(minutes=30)
    at_host = ApiClient(cast.meera()).get("/consultations/waiting/at-host").json()["data"]
    assert [(one["client"]["name"], one["state"]) for one in at_host] == [("Asha Verma", "offered")]
    assert ApiClient(cast.kabir()).delete(f"/consultations/waiting/at-host/{mine.pk}").status_code == 404
    assert ApiClient(cast.meera()).delete(f"/consultations/waiting/at-host/{mine.pk}").status_code == 200
    assert Wait.objects.get().state == "ended"


def test_moves_and_waits_belong_to_calls_that_may_move() -> None:
    made = call(cast.asha(), nutritionist(cast.meera()), status=Status.COMPLETED)
    with pytest.raises(errors.NotMovable):
        requests.ask(viewer=cast.asha(), consultation_id=made.pk, wanted_at=LATER)
    with pytest.raises(Invalid):
        waiting.wait(
            client=cast.asha(), nutritionist_id=made.nutritionist_id, kind_id=made.kind_id, earliest=LATER, latest=TEN
        )
