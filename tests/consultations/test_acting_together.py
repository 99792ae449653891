"""Who acts for a client takes seats, books series and waits for them; who may only read does not."""

from datetime import timedelta

import pytest

from pathya.consultations import offering, paying, services, time_offers, waiting
from pathya.consultations.models import Consultation, GroupWait, Series, Wait
from pathya.operations.models import AuditEvent
from pathya.outbox.models import Message
from tests.api import ApiClient
from tests.consultations.factories import TEN, kind, nutritionist, tell_all
from tests.consultations.test_acting import _monday as monday
from tests.consultations.test_acting import acts, signed_in
from tests.consultations.test_groups import opened, people, take
from tests.factories import asha, bilal, charlie, meera

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
__all__ = ["monday"]


def test_a_seat_is_taken_waited_for_and_given_back_for_another() -> None:
    session, (first, second) = opened(seats=2), people(2)
    acts(bilal()), acts(charlie(), "read")
    page, here = signed_in(bilal()), f"/portal/consultations/groups/{session.pk}/?for={asha().pk}"
    assert signed_in(charlie()).post(here, {"do": "take", "notes": ""}).status_code == 403
    assert page.post(here, {"do": "take", "notes": "Rash"}).status_code == 302
    seat = Consultation.objects.get()
    assert (seat.client, seat.booked_by, seat.time_zone) == (asha(), bilal(), asha().time_zone)
    booked = AuditEvent.objects.filter(event="consultations.call.booked", subject_id=str(seat.pk))
    assert booked.get().actor_id == bilal().pk
    tell_all()
    told = Message.objects.filter(template="consultations/mail/booked").values_list("to", flat=True)
    assert {asha().email, bilal().email} <= set(told)
    assert asha().get_full_name() in page.get(here).content.decode()
    api, path = ApiClient(bilal()), f"/consultations/groups/{session.pk}"
    mine, hers = (
        api.get(f"{path}{query}").json()["data"]["consultationId"] for query in ("", f"?clientId={asha().pk}")
    )
    assert (mine, hers) == (None, str(seat.pk))
    assert api.delete(f"{path}/seat").status_code == 404
    assert api.delete(f"{path}/seat?clientId={asha().pk}").status_code == 200
    for person in (first, second):
        take(person, session)
    assert page.post(here, {"do": "wait", "notes": ""})["Location"].endswith(f"?for={asha().pk}")
    wait = GroupWait.objects.get()
    assert (wait.client, wait.asked_by) == (asha(), bilal())
    services.cancel(viewer=first, consultation_id=Consultation.objects.get(client=first).pk)
    assert offering.offer_due() == 1
    offered = Message.objects.filter(template="consultations/mail/seat")
    assert sorted(offered.values_list("to", flat=True)) == sorted([asha().email, bilal().email])
    assert api.delete(f"{path}/wait?clientId={asha().pk}").status_code == 200


def test_a_series_is_booked_seen_and_paid_for_another() -> None:
    who = nutritionist(meera())
    acts(bilal())
    api = ApiClient(bilal())
    body = {
        "nutritionistId": str(who.pk), "kindId": str(kind("first").pk), "clientId": str(asha().pk),
        "scheduledAt": ["2027-01-12T04:30:00Z", "2027-01-19T04:30:00Z"],
    }  # fmt: skip
    assert ApiClient(charlie()).post("/consultations/series", body).status_code == 404
    made = api.post("/consultations/series", body).json()["data"]
    calls = Consultation.objects.all()
    assert {(call.client, call.booked_by) for call in calls} == {(asha(), bilal())}
    assert Series.objects.get().client == asha()
    order = paying.order_for_series(client=bilal(), series_id=made["id"])
    assert (order.client, order.lines.count()) == (bilal(), 2)
    page = signed_in(bilal())
    assert asha().get_full_name() in page.get(f"/portal/consultations/series/{made['id']}/").content.decode()
    plan = f"/book/meera/discovery/series/?at=2027-01-13T04:30:00Z&for={asha().pk}"
    assert f'name="for" value="{asha().pk}"' in page.get(plan).content.decode()
    again = {"at": "2027-01-13T04:30:00Z", "at0": "2027-01-13T04:30:00Z", "at1": "2027-01-20T04:30:00Z"}
    assert page.post("/book/meera/discovery/series/", {**again, "for": asha().pk, "notes": ""}).status_code == 302
    assert calls.filter(client=asha(), kind=kind()).count() == 2
    tell_all()
    together = Message.objects.filter(template="consultations/mail/series").values_list("to", flat=True)
    assert sorted(together) == sorted(one.email for one in (asha(), bilal(), meera()))


def test_an_offer_reaches_who_asked_and_they_may_answer() -> None:
    who = nutritionist(meera())
    row, page = acts(bilal()), signed_in(bilal())
    join = f"/portal/waiting/meera/discovery/?for={asha().pk}"
    assert page.post(join, {"first": "2027-01-12", "last": "2027-01-20"}).status_code == 302
    wait = Wait.objects.get()
    assert (wait.client, wait.asked_by) == (asha(), bilal())
    time_offers.offer(viewer=meera(), wait_id=wait.pk, starts_at=TEN)
    told = Message.objects.filter(template="consultations/mail/offer")
    assert sorted(told.values_list("to", flat=True)) == sorted([asha().email, bilal().email])
    assert f"for={asha().pk}" in told.get(to=bilal().email).text
    assert f"for={asha().pk}" in page.get(f"/portal/waiting/?for={asha().pk}").content.decode()
    assert page.post(f"/portal/waiting/{wait.pk}/decline/")["Location"].endswith(f"?for={asha().pk}")
    row.revoked_at = TEN - timedelta(days=1)
    row.save()
    time_offers.offer(viewer=meera(), wait_id=wait.pk, starts_at=TEN + timedelta(hours=1))
    assert told.filter(to=bilal().email).count() == 1, "who no longer acts hears nothing more"
    assert page.post(f"/portal/waiting/{wait.pk}/leave/").status_code == 404
    assert waiting.of(asha()) == [wait]
    assert not Message.objects.filter(to=charlie().email).exists()
    assert offering.offer_due() == 0
    assert who.waits.count() == 1
