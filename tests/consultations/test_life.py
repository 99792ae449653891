"""Joining, completing, no-show, the terms, and what goes back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client

from pathya.consultations import errors, policies, reviews, services
from pathya.consultations.models import Consultation
from pathya.consultations.rules import TRANSITIONS, Party, Status, Terms, Verb, may
from pathya.consultations.settling import back_now
from pathya.kit import clock, crypto
from pathya.kit.errors import Forbidden, Invalid, NotFound
from pathya.nutritionists.models import Nutritionist
from pathya.operations import audit
from tests import factories as cast
from tests.api import ApiClient
from tests.consultations.factories import NOW, TEN, call, kind, nutritionist

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday() -> object:
    with clock.at(NOW):
        yield


def paid(**changes: object) -> Consultation:
    return call(cast.asha(), nutritionist(cast.meera()), kind=kind("first"), fee_amount=1200, minutes=60, **changes)


def test_nothing_happens_to_a_closed_call() -> None:
    for status in Status.CLOSED:
        assert not any(status in rule.sources for rule in TRANSITIONS.values())
    assert not may(Verb.COMPLETE, Status.SCHEDULED, Party.CLIENT, TEN, TEN, TEN)


def test_joining_opens_15_minutes_before_and_closes_at_the_end() -> None:
    made = paid()
    for moment in (TEN - timedelta(minutes=16), TEN + timedelta(minutes=60)):
        with clock.at(moment), pytest.raises(errors.NotJoinable):
            services.join(viewer=cast.asha(), consultation_id=made.pk)
    for moment, person in ((TEN - timedelta(minutes=15), cast.asha()), (TEN + timedelta(minutes=59), cast.meera())):
        with clock.at(moment):
            assert services.join(viewer=person, consultation_id=made.pk).status == Status.IN_PROGRESS
            for stranger in (cast.charlie(), cast.kabir()):
                with pytest.raises(NotFound):
                    services.join(viewer=stranger, consultation_id=made.pk)
            with pytest.raises(errors.NotJoinable):
                services.join(viewer=cast.adi(), consultation_id=made.pk)
    made.refresh_from_db()
    assert made.joined_at < TEN


def test_completing_needs_notes_which_only_the_nutritionist_reads() -> None:
    made = paid()
    with pytest.raises(errors.NotYet):
        services.complete(viewer=cast.meera(), consultation_id=made.pk, summary="Too early")
    path = f"/consultations/{made.pk}"
    with clock.at(TEN + timedelta(minutes=50)):
        assert ApiClient(cast.meera()).post(f"{path}/complete", {"notes": ""}).status_code == 422
        with pytest.raises(Invalid):
            services.complete(viewer=cast.meera(), consultation_id=made.pk, summary="  ")
        assert ApiClient(cast.asha()).post(f"{path}/complete", {"notes": "Mine"}).status_code == 409
        assert ApiClient(cast.meera()).post(f"{path}/complete", {"notes": "Iron is low"}).status_code == 200
        assert ApiClient(cast.meera()).get(path).json()["data"]["summary"] == "Iron is low"
        assert ApiClient(cast.asha()).get(path).json()["data"]["summary"] == ""
    stored = Consultation.objects.filter(pk=made.pk).values_list("summary", flat=True).get()
    assert stored.startswith(f"v2:{cast.asha().pk.hex}:")


def test_old_notes_sealed_with_the_key_of_the_practice_still_open() -> None:
    made = paid()
    with connection.cursor() as cursor:
        sealed = crypto.seal("Tired", f"consultations_consultation.notes:{made.pk}")
        cursor.execute("UPDATE consultations_consultation SET notes = %s WHERE id = %s", [sealed, made.pk])
    assert Consultation.objects.get(pk=made.pk).notes == "Tired"


def test_a_no_show_keeps_the_fee_unless_it_is_waived() -> None:
    made, other = paid(), call(cast.bilal(), nutritionist(cast.kabir()), fee_amount=1200)
    with clock.at(TEN + timedelta(minutes=14)), pytest.raises(errors.NotYet):
        services.mark_no_show(viewer=cast.meera(), consultation_id=made.pk)
    with clock.at(TEN + timedelta(minutes=15)):
        kept = services.mark_no_show(viewer=cast.meera(), consultation_id=made.pk)
        waived = services.mark_no_show(viewer=cast.kabir(), consultation_id=other.pk, waive=True)
    assert (kept.settlement["because"], kept.settlement["back"]) == ("no_show", "0.00")
    assert (waived.settlement["because"], waived.settlement["back"]) == ("waived", "1200.00")


def test_the_terms_of_the_booking_count_for_ever() -> None:
    meera = nutritionist(cast.meera())
    steps = Terms(refunds=((1440, 100), (240, 50)), most_moves=1)
    with pytest.raises(Forbidden):
        policies.change(viewer=cast.meera(), kind_id=None, terms=steps)
    policies.change(viewer=cast.adi(), kind_id=kind("first").pk, terms=steps)
    asked = {"client": cast.asha(), "nutritionist_id": meera.pk, "kind_id": kind("first").pk, "zone": "Asia/Kolkata"}
    made = services.hold(starts_at=TEN, **asked)
    services.confirm_paid(made.pk)
    policies.change(viewer=cast.adi(), kind_id=kind("first").pk, terms=Terms(refunds=()))
    made = Consultation.objects.get(pk=made.pk)
    for left, back in ((24, 1200), (23, 600), (4, 600), (3, 0)):
        with clock.at(TEN - timedelta(hours=left, seconds=5)):
            assert back_now(made, Party.CLIENT).amount == back
            assert back_now(made, Party.NUTRITIONIST).amount == 1200
    with clock.at(TEN - timedelta(hours=5)):
        gone = services.cancel(viewer=cast.asha(), consultation_id=made.pk)
    assert gone.settlement == {
        "at": gone.settlement["at"],
        "because": "cancelled",
        "by": "client",
        "policy": str(made.policy_id),
        "minutesLeft": 299,
        "fee": "1200.00",
        "byCredit": False,
        "share": 50,
        "back": "600.00",
        "currency": "INR",
    }


def test_the_practice_cancels_with_a_reason_and_everything_goes_back() -> None:
    made = paid()
    with pytest.raises(Invalid):
        services.cancel(viewer=cast.adi(), consultation_id=made.pk)
    answer = ApiClient(cast.adi()).post(f"/consultations/{made.pk}/cancel", {"reason": "The nutritionist is ill"})
    data = answer.json()["data"]
    assert (data["settlement"]["by"], data["settlement"]["back"]) == ("practice", "1200.00")
    assert (data["notes"], data["cancellationReason"]) == ("", "")


def test_reviews_are_shown_when_the_practice_has_read_them() -> None:
    meera = nutritionist(cast.meera())
    made = call(cast.asha(), meera, status=Status.COMPLETED)
    path = f"/consultations/{made.pk}/review"
    for stranger, status in ((cast.charlie, 404), (cast.meera, 404)):
        assert ApiClient(stranger()).post(path, {"rating": 1}).status_code == status
    assert ApiClient(cast.asha()).post(path, {"rating": 6}).status_code == 422
    assert ApiClient(cast.asha()).post(path, {"rating": 4, "text": "Kind and clear"}).status_code == 201
    assert ApiClient(cast.asha()).post(path, {"rating": 4}).status_code == 409
    public = f"/nutritionists/{meera.pk}/reviews"
    assert ApiClient().get(public).json()["data"] == []
    written = reviews.waiting(cast.adi()).get()
    with pytest.raises(Forbidden):
        reviews.moderate(viewer=cast.meera(), review_id=written.pk, show=True)
    office = ApiClient(cast.adi())
    assert [one["id"] for one in office.get("/consultations/reviews").json()["data"]] == [str(written.pk)]
    assert (
        office.post(f"/consultations/reviews/{written.pk}/moderate", {"show": True}).json()["data"]["state"] == "shown"
    )
    for show, rating in ((True, (4, 1)), (True, (4, 1)), (False, (0, 0)), (True, (4, 1))):
        reviews.moderate(viewer=cast.adi(), review_id=written.pk, show=show)
        meera = Nutritionist.objects.get(pk=meera.pk)
        assert (meera.rating_sum, meera.rating_count) == rating
    page = Client()
    page.force_login(cast.asha())
    assert page.get("/practice/reviews/").status_code == 404
    assert "Kind and clear" in Client().get(f"/nutritionists/{meera.slug}/").content.decode()
    page.force_login(cast.meera())
    assert "Kind and clear" in page.get("/practice/reviews/").content.decode()
    page.force_login(cast.kabir())
    assert "Kind and clear" not in page.get("/practice/reviews/").content.decode()
    page.force_login(cast.adi())
    assert page.post(f"/practice/reviews/{written.pk}/", {"show": "no"}, follow=True).status_code == 200
    assert ApiClient().get(public).json()["data"] == []
    page.post(f"/practice/reviews/{written.pk}/", {"show": "yes"})
    (shown,) = ApiClient().get(public).json()["data"]
    assert (shown["rating"], shown["text"], shown["by"]) == (4, "Kind and clear", "Asha")
    assert audit.events(subject_id=written.pk).count() == 8
    unfinished = call(cast.bilal(), meera)
    with pytest.raises(errors.NotReviewable):
        reviews.write(viewer=cast.bilal(), consultation_id=unfinished.pk, rating=5)


def test_shares_are_rounded_to_the_paisa() -> None:
    made = paid()
    made.fee_amount = Decimal("999.99")
    assert services.settled(made, 50, Party.CLIENT, "cancelled")["back"] == "500.00"
