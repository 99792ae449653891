"""Times held for payment: their end, payments in time and late; sessions of a package."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from pathya.consultations import errors, fulfilment, holds, personal, services
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.consultations.slots import free_slots
from pathya.credits import selectors as credit_selectors
from pathya.credits import services as sessions
from pathya.credits.models import Grant, Use
from pathya.kit import clock
from tests import factories as cast
from tests.consultations.factories import NOW, TEN, book, kind, nutritionist
from tests.consultations.test_races import at_once, clients, slots

LATE = timedelta(minutes=15, seconds=1)


@pytest.fixture
def monday() -> Any:
    with clock.at(NOW):
        yield


def hold(person: Any = None, **changes: Any) -> Consultation:
    return book(person or cast.asha(), nutritionist(cast.meera()), kind_id=kind("first").pk, **changes)


@pytest.mark.django_db
@pytest.mark.usefixtures("monday")
class TestHold:
    def test_it_keeps_others_away_for_15_minutes_and_nobody_is_told(self) -> None:
        made = hold()
        assert (made.status, made.held_until) == (Status.AWAITING_PAYMENT, made.created_at + timedelta(minutes=15))
        assert not ProcrastinateJob.objects.filter(task_name="consultations.tell").exists()
        with pytest.raises(errors.SlotTaken):
            hold(cast.bilal())

    def test_an_expired_hold_blocks_nobody_even_when_no_job_has_run(self) -> None:
        first = hold()
        with clock.at(NOW + LATE):
            day = free_slots(
                nutritionist_id=first.nutritionist_id,
                kind_id=first.kind_id,
                first_day=TEN.date(),
                last_day=TEN.date(),
                zone=ZoneInfo("Asia/Kolkata"),
                now=clock.now(),
            )[0][1]
            assert next(slot for slot in day if slot.start == TEN).available
            second = hold(cast.bilal())
        first.refresh_from_db()
        assert (first.status, first.settlement["because"]) == (Status.CANCELLED, "hold_expired")
        assert second.status == Status.AWAITING_PAYMENT

    def test_the_job_ends_holds(self) -> None:
        made = hold()
        assert holds.release_expired() == 0
        with clock.at(NOW + LATE):
            assert holds.release_expired() == 1
        made.refresh_from_db()
        assert (made.status, made.settlement["back"]) == (Status.CANCELLED, "0.00")

    def test_paid_in_time_it_is_scheduled_once(self) -> None:
        made = hold()
        for _ in range(2):
            assert services.confirm_paid(made.pk).status == Status.SCHEDULED
        assert ProcrastinateJob.objects.filter(task_name="consultations.tell").count() == 1
        with clock.at(NOW + LATE):
            assert holds.release_expired() == 0

    def test_paid_late_it_comes_back_when_the_time_is_free(self) -> None:
        made = hold()
        with clock.at(NOW + LATE):
            holds.release_expired()
            assert services.confirm_paid(made.pk).status == Status.SCHEDULED

    def test_paid_late_the_payment_goes_back_when_it_is_not(self) -> None:
        made = hold()
        with clock.at(NOW + LATE):
            hold(cast.bilal())
            with pytest.raises(errors.TakenMeanwhile):
                services.confirm_paid(made.pk)
        given_up = hold(starts_at=TEN + timedelta(hours=3))
        services.cancel(viewer=cast.asha(), consultation_id=given_up.pk)
        with pytest.raises(errors.TakenMeanwhile):
            services.confirm_paid(given_up.pk)

    def test_a_session_of_a_package_pays(self) -> None:
        with pytest.raises(errors.NoCredit):
            hold(with_credit=True)
        assert not Consultation.objects.exists()
        sessions.grant(owner=cast.asha(), kind_id=kind("first").pk, count=1, source="Package of 1")
        made = hold(with_credit=True)
        assert (made.status, credit_selectors.left(cast.asha(), kind("first").pk)) == (Status.SCHEDULED, 0)
        gone = services.cancel(viewer=cast.asha(), consultation_id=made.pk)
        assert (gone.settlement["byCredit"], gone.settlement["back"]) == (True, "0.00")
        assert credit_selectors.left(cast.asha(), kind("first").pk) == 1
        again = hold(with_credit=True)
        with clock.at(TEN - timedelta(hours=1)):
            services.cancel(viewer=cast.asha(), consultation_id=again.pk)
        assert credit_selectors.left(cast.asha(), kind("first").pk) == 0

    def test_sessions_run_out(self) -> None:
        soon = NOW + timedelta(days=1)
        sessions.grant(owner=cast.asha(), kind_id=kind("first").pk, count=3, source="Package", expires_at=soon)
        sessions.grant(owner=cast.asha(), kind_id=kind("first").pk, count=1, source="Gift")
        assert not credit_selectors.left(cast.bilal(), kind("first").pk)
        made = hold(with_credit=True)
        assert Use.objects.get(reference=made.pk).grant.source == "Package"
        with clock.at(soon):
            assert credit_selectors.left(cast.asha(), kind("first").pk) == 1
            assert (sessions.expire(), sessions.expire()) == (1, 0)
            sessions.give_back(made.pk)
            assert (sessions.expire(), Grant.objects.get(source="Package").expired) == (1, 3)


@pytest.mark.usefixtures("committed")
def test_16_bookings_with_three_sessions() -> None:
    (asha,), times = clients(1), slots(16)
    meera = nutritionist(cast.meera(), step_minutes=30)
    first = kind("first")
    sessions.grant(owner=asha, kind_id=first.pk, count=3, source="Package")
    hosts = [nutritionist(cast.person(f"Nutri{n}", "Race", cast.Role.NUTRITIONIST)) for n in range(4)] + [meera]

    def one(number: int) -> str:
        try:
            book(asha, hosts[number % 5], times[number % 8 * 2], kind_id=first.pk, with_credit=True)
        except errors.PathyaError as fact:
            return fact.code
        return "booked"

    told = at_once(one, 16)
    assert told.count("booked") == 3
    assert Use.objects.filter(state="reserved").count() == 3
    assert Consultation.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.usefixtures("monday")
def test_an_order_brings_the_call_and_its_refund_takes_it_back() -> None:
    made = hold()
    line = SimpleNamespace(reference=str(made.pk), order=None)
    for _ in range(2):
        fulfilment.fulfil(line)
    made.refresh_from_db()
    assert made.status == Status.SCHEDULED
    for _ in range(2):
        fulfilment.revoke(line)
    made.refresh_from_db()
    assert (made.status, made.settlement["because"], made.sequence) == (Status.CANCELLED, "refunded", 1)


@pytest.mark.django_db
@pytest.mark.usefixtures("monday")
def test_what_is_held_about_a_person_is_given_and_erased() -> None:
    made = book(cast.asha(), nutritionist(cast.meera()), notes="Tired at four")
    rows = {part.name: list(part.rows) for part in personal.gather(cast.asha())}
    assert rows["consultations"][0]["notes"] == "Tired at four"
    assert not list(next(iter(personal.gather(cast.bilal()))).rows)
    personal.erase(cast.asha())
    made = Consultation.objects.get(pk=made.pk)
    assert (made.notes, made.status) == ("", Status.SCHEDULED)
