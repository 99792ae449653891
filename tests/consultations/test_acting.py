"""A guardian or carer books, pays, moves and cancels for whom they act; both are told, the trail names who did it."""

from datetime import timedelta

import pytest
from django.test import Client

from pathya.accounts.models import User
from pathya.care.models import Delegate, RecordRead
from pathya.consultations import paying, reviews, services
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.credits import services as sessions
from pathya.kit import clock
from pathya.kit.errors import NotFound
from pathya.meetings.models import Reminder
from pathya.meetings.reminders import plan
from pathya.operations.models import AuditEvent
from pathya.outbox.models import Message
from tests.api import ApiClient
from tests.consultations.factories import NOW, TEN, kind, nutritionist, tell_all
from tests.factories import asha, bilal, charlie, meera

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday() -> object:
    with clock.at(NOW):
        yield


def acts(person: User, scope: str = "act") -> Delegate:
    return Delegate.objects.create(
        client=asha(), person=person, email=person.email, tie="family", scope=scope, token_hash=scope,
        accepted_at=NOW - timedelta(days=1),
    )  # fmt: skip


def signed_in(person: User) -> Client:
    page = Client()
    page.force_login(person)
    return page


def test_booked_on_the_page_for_another_both_are_told_and_reminded() -> None:
    nutritionist(meera()), acts(bilal())
    page, where = signed_in(bilal()), "/book/meera/discovery/confirm/"
    assert str(asha().pk) in page.get(f"{where}?at=2027-01-12T04:30:00Z").content.decode()
    form = {"at": "2027-01-12T04:30:00Z", "notes": "Rash", "for": str(charlie().pk)}
    assert page.post(where, form).status_code == 404
    assert page.post(where, {**form, "for": str(asha().pk)}).status_code == 302
    call = Consultation.objects.get()
    assert (call.client, call.booked_by) == (asha(), bilal())
    assert AuditEvent.objects.get(event="consultations.call.booked").actor_id == bilal().pk
    tell_all()
    plan(consultation_id=call.pk)
    told = Message.objects.filter(template="consultations/mail/booked")
    assert sorted(told.values_list("to", flat=True)) == sorted(one.email for one in (asha(), bilal(), meera()))
    assert f"{asha().get_full_name()} के लिए" in told.get(to=bilal().email).text
    assert set(Reminder.objects.values_list("person__email", flat=True)) >= {asha().email, bilal().email}
    assert "Rash" in page.get(f"/portal/consultations/{call.pk}/").content.decode()
    assert RecordRead.objects.filter(client=asha(), reader=bilal(), what="notes").exists()
    assert f"/portal/consultations/{call.pk}/" in page.get(f"/portal/consultations/?for={asha().pk}").content.decode()
    assert f"/portal/consultations/{call.pk}/" not in page.get("/portal/consultations/").content.decode()


def test_the_page_reckons_for_who_is_chosen_and_myself_is_oneself() -> None:
    nutritionist(meera()), acts(bilal())
    page, at = signed_in(bilal()), "2027-01-12T04:30:00Z"
    where = "/book/meera/first/confirm/"
    sessions.grant(owner=asha(), kind_id=kind("first").pk, count=2, source="Gift")
    offered = ['name="with_credit"' in page.get(where, {"at": at, **more}).text for more in ({}, {"for": asha().pk})]
    assert offered == [False, True]
    assert page.get(where, {"at": at, "for": charlie().pk}).status_code == 404
    assert page.post(f"{where}?for={asha().pk}", {"at": at, "notes": "", "for": ""}).status_code == 302
    assert Consultation.objects.get().client == bilal()


def test_over_the_api_by_the_terms_of_the_client() -> None:
    nutritionist(meera())
    row, api = acts(bilal()), ApiClient(bilal())
    body = {
        "nutritionistId": str(nutritionist(meera()).pk), "kindId": str(kind("first").pk),
        "scheduledAt": "2027-01-12T04:30:00Z", "clientId": str(asha().pk),
    }  # fmt: skip
    made = api.post("/consultations/book", body).json()["data"]
    assert made["client"]["id"] == str(asha().pk)
    order = paying.order_for(client=bilal(), call=Consultation.objects.get())
    assert (order.client, order.lines.get().reference) == (bilal(), made["id"])
    services.confirm_paid(Consultation.objects.get().pk)
    path = f"/consultations/{made['id']}"
    assert [one["id"] for one in api.get(f"/consultations?clientId={asha().pk}").json()["data"]] == [made["id"]]
    assert api.get("/consultations").json()["data"] == []
    moved = api.post(f"{path}/reschedule", {"scheduledAt": "2027-01-14T04:30:00Z"}).json()["data"]
    assert moved["movesLeft"] == 2, "counts as the client's own"
    with pytest.raises(NotFound):
        reviews.write(viewer=bilal(), consultation_id=made["id"], rating=5)
    with clock.at(TEN + timedelta(days=2, hours=-1)):
        late = services.cancel(viewer=bilal(), consultation_id=made["id"])
        tell_all()
    assert late.settlement
    assert (late.settlement["by"], late.settlement["back"]) == ("client", "0.00")
    assert "you cancelled" in Message.objects.get(template="consultations/mail/cancelled", to=asha().email).text
    row.revoked_at = clock.now()
    row.save()
    assert api.get(path).status_code == 404


def test_who_may_only_read_books_and_changes_nothing() -> None:
    who = nutritionist(meera())
    acts(charlie(), "read")
    call = services.book(client=asha(), nutritionist_id=who.pk, kind_id=kind().pk, starts_at=TEN, zone="Asia/Kolkata")
    api, path = ApiClient(charlie()), f"/consultations/{call.pk}"
    body = {"nutritionistId": str(who.pk), "kindId": str(kind().pk), "scheduledAt": "2027-01-13T04:30:00Z"}
    assert api.post("/consultations/book", {**body, "clientId": str(asha().pk)}).status_code == 403
    assert (api.get(path).status_code, api.post(f"{path}/cancel", {}).status_code) == (404, 404)
    assert api.get(f"/consultations?clientId={asha().pk}").status_code == 403
    assert Consultation.objects.get().status == Status.SCHEDULED
