"""A host books for a client: outside the rules with a reason, never into a call."""

from datetime import UTC, datetime, timedelta

import pytest

from pathya.care import services as care
from pathya.consultations import errors, hosting
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Pays, Status
from pathya.credits import services as credits_
from pathya.kit import clock
from pathya.kit.errors import NotFound
from pathya.operations import audit
from pathya.outbox.models import Message
from tests import factories as cast
from tests.api import ApiClient
from tests.consultations.factories import NOW, TEN, book, call, kind, nutritionist, tell_all

pytestmark = pytest.mark.django_db
NIGHT = datetime(2027, 1, 12, 15, 30, tzinfo=UTC)
"""Tuesday, 9 pm in Kolkata."""


@pytest.fixture(autouse=True)
def _monday() -> object:
    with clock.at(NOW):
        yield


def host(starts_at: datetime = TEN, reason: str = "", slug: str = "discovery", **more: object) -> Consultation:
    care.begin(client=cast.asha(), nutritionist=cast.meera())
    asked = {"viewer": cast.meera(), "client_id": cast.asha().pk, "kind_id": kind(slug).pk, "starts_at": starts_at}
    return hosting.book_for(**{**asked, "reason": reason, **more})


@pytest.mark.parametrize(
    ("starts_at", "rules"),
    [
        (TEN, []),
        (NIGHT, ["hours"]),
        (NOW + timedelta(hours=1), ["notice"]),
        (TEN + timedelta(days=60), ["horizon"]),
        (NOW.replace(hour=16) + timedelta(days=60), ["horizon", "hours"]),
        (TEN + timedelta(minutes=10), ["grid"]),
    ],
)
def test_rules_are_set_aside_with_a_reason_that_stays_sealed(starts_at: datetime, rules: list[str]) -> None:
    nutritionist(cast.meera())
    if rules:
        with pytest.raises(errors.ReasonNeeded) as fact:
            host(starts_at)
        assert fact.value.extra["override"] == rules
    made = host(starts_at, "She is travelling" if rules else "")
    event = audit.events(subject_id=made.pk).get(event="consultations.call.booked")
    assert event.detail == {"by": "nutritionist", "override": rules, "pays": "ask"}
    stored = Consultation.objects.filter(pk=made.pk).values_list("booking_reason", flat=True).get()
    assert stored.startswith(f"v2:{cast.asha().pk.hex}:") if rules else stored == ""
    assert (made.status, made.booked_by) == (Status.SCHEDULED, cast.meera())
    tell_all()
    assert {row.to for row in Message.objects.all()} == {"asha@pathya.example", "meera@pathya.example"}


def test_never_into_a_call_nor_into_the_past_and_only_for_ones_own() -> None:
    meera = nutritionist(cast.meera())
    book(cast.bilal(), meera)
    with pytest.raises(errors.SlotTaken):
        host(TEN + timedelta(minutes=15), "Urgent")
    call(cast.asha(), nutritionist(cast.kabir()), NIGHT)
    with pytest.raises(errors.TheirClientBusy):
        host(NIGHT, "Urgent")
    with pytest.raises(errors.SlotPast):
        host(NOW - timedelta(minutes=5), "Urgent")
    for stranger in ({"client_id": cast.charlie().pk}, {"viewer": cast.kabir()}):
        with pytest.raises(NotFound):
            host(NIGHT + timedelta(hours=1), "Urgent", **stranger)


def test_it_waits_for_the_client_to_pay_or_a_session_pays_or_nobody() -> None:
    nutritionist(cast.meera())
    waits = host(slug="first")
    assert waits.status == Status.AWAITING_PAYMENT
    assert timedelta() <= waits.held_until - NOW - timedelta(hours=24) < timedelta(minutes=1)
    tell_all()
    mail = Message.objects.get()
    assert (mail.to, mail.template) == ("asha@pathya.example", "consultations/mail/to_pay")
    assert "₹1,200" in mail.text
    assert f"/portal/consultations/{waits.pk}/" in mail.text
    with pytest.raises(errors.NoCredit):
        host(TEN + timedelta(hours=2), slug="first", pays=Pays.CREDIT)
    credits_.grant(owner=cast.asha(), kind_id=kind("first").pk, count=1, source="Package")
    by_credit = host(TEN + timedelta(hours=2), slug="first", pays=Pays.CREDIT)
    waived = host(TEN + timedelta(hours=4), slug="first", pays=Pays.WAIVE)
    assert (by_credit.status, by_credit.by_credit, by_credit.fee_amount) == (Status.SCHEDULED, True, 1200)
    assert (waived.status, waived.fee_amount) == (Status.SCHEDULED, 0)


def test_an_admin_books_for_anybody_and_the_api_says_which_rules_stand_against_it() -> None:
    meera = nutritionist(cast.meera())
    body = {"clientId": str(cast.charlie().pk), "kindId": str(kind().pk), "scheduledAt": NIGHT.isoformat()}
    path = "/consultations/book-for-client"
    assert ApiClient(cast.asha()).post(path, body).status_code == 403
    assert ApiClient(cast.meera()).post(path, body).status_code == 404
    assert ApiClient(cast.adi()).post(path, body).status_code == 422
    body["nutritionistId"] = str(meera.pk)
    refused = ApiClient(cast.adi()).post(path, body)
    assert (refused.status_code, refused.json()["error"]["override"]) == (422, ["hours"])
    made = ApiClient(cast.adi()).post(path, {**body, "reason": "By phone"})
    assert (made.status_code, made.json()["data"]["status"]) == (201, "scheduled")
