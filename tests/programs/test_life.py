"""Pause, resume, steps, completion, cancellation by terms, the welcome series, reviews."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from pathya.billing.models import Invoice, Refund
from pathya.credits import services as credit
from pathya.credits.selectors import left
from pathya.kit import clock
from pathya.kit.errors import Forbidden, Invalid, NotFound
from pathya.kit.ids import new_id
from pathya.outbox.models import Message
from pathya.programs import errors, paying, selectors
from pathya.programs.models import Enrolment, Figures, Pass, Welcome
from pathya.programs.rules import Because, Status
from pathya.programs.services import life, practice, welcome
from tests import factories as cast
from tests.consultations.factories import kind, nutritionist
from tests.programs.factories import NOON, TODAY, enrolled, held, program

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> Enrolment:
    """Asha's, from today on."""
    with clock.at(NOON):
        nutritionist(cast.meera())
        return enrolled(cast.asha())


def on(day: int, **more: Any) -> Any:
    """Noon of that day of the program."""
    return clock.at(NOON + timedelta(days=day - 1, **more))


def done(row: Enrolment, count: int) -> None:
    for number in range(1, count + 1):
        life.mark(viewer=cast.asha(), enrolment_id=row.pk, number=number, done=True)


def sent() -> list[str]:
    welcome.send_due()
    return list(
        Message.objects.filter(template__startswith="programs/")
        .order_by("created_at")
        .values_list("template", flat=True)
    )


def test_a_pause_adds_its_days(row: Enrolment) -> None:
    with on(4):
        assert life.pause(viewer=cast.asha(), enrolment_id=row.pk).status == Status.PAUSED
    with on(9):
        row.refresh_from_db()
        assert row.day == 4
        back = life.resume(viewer=cast.asha(), enrolment_id=row.pk)
        assert (back.day, back.paused_days, back.ends_on) == (4, 5, TODAY + timedelta(days=18))
        life.pause(viewer=cast.asha(), enrolment_id=row.pk)
    with on(10):
        life.resume(viewer=cast.asha(), enrolment_id=row.pk)
        with pytest.raises(errors.NoPauseLeft):
            life.pause(viewer=cast.asha(), enrolment_id=row.pk)
        with pytest.raises(NotFound):
            life.pause(viewer=cast.charlie(), enrolment_id=row.pk)


def test_a_pause_ends_by_itself_when_its_days_are_used(row: Enrolment) -> None:
    with on(2):
        life.pause(viewer=cast.asha(), enrolment_id=row.pk)
    with on(31):
        assert life.pass_day() == 0
    with on(32):
        assert life.pass_day() == 1
        row.refresh_from_db()
        assert (row.status, row.paused_days, row.day) == (Status.ACTIVE, 30, 2)


def test_steps_are_done_once_and_can_be_taken_back(row: Enrolment) -> None:
    with on(4):
        done(row, 2)
        done(row, 2)
        told = selectors.progress(selectors.current(cast.asha()))  # type: ignore[arg-type]
        assert (told.enrolment.done_count, told.enrolment.percent) == (2, 33)
        assert [step["title"] for step in told.today] == ["Module 1.4"]
        assert told.next is not None
        assert told.next["title"] == "Reached 1"
        assert life.mark(viewer=cast.asha(), enrolment_id=row.pk, number=2, done=False).done_count == 1
        with pytest.raises(NotFound):
            life.mark(viewer=cast.asha(), enrolment_id=row.pk, number=99, done=True)


@pytest.mark.parametrize(("steps", "status"), [(4, Status.COMPLETED), (3, Status.LAPSED)])
def test_after_its_last_day_enough_steps_complete_it(row: Enrolment, steps: int, status: Status) -> None:
    with on(14):
        done(row, steps)
        assert life.pass_day() == 0
    with on(15):
        assert life.pass_day() == 1
        row.refresh_from_db()
        assert row.status == status
        counted = Figures.objects.get(program=row.program)
        assert (counted.completed, counted.ended) == ((1, 0) if status == Status.COMPLETED else (0, 1))
        assert counted.completion_rate == (100 if status == Status.COMPLETED else 0)


def test_complete_by_hand_when_all_is_done(row: Enrolment) -> None:
    with on(10):
        done(row, 5)
        with pytest.raises(errors.NotYetComplete):
            life.complete(viewer=cast.asha(), enrolment_id=row.pk)
        done(row, 6)
        assert life.complete(viewer=cast.asha(), enrolment_id=row.pk).status == Status.COMPLETED
        assert life.complete(viewer=cast.asha(), enrolment_id=row.pk).status == Status.COMPLETED


@pytest.mark.parametrize(
    ("day", "used", "by_practice", "back"),
    [
        (1, 0, False, "2500.00"),
        (7, 1, False, "2000.00"),
        (8, 0, False, "0.00"),
        (8, 0, True, "2500.00"),
    ],
)
def test_cancelling_gives_back_by_the_terms(row: Enrolment, day: int, used: int, by_practice: bool, back: str) -> None:
    asha, who = cast.asha(), cast.adi() if by_practice else cast.asha()
    with on(day):
        for _ in range(used):
            credit.reserve(owner=asha, kind_id=kind("first").pk, reference=new_id())
        row.refresh_from_db()
        if not by_practice:
            assert life.settled(row, Because.CLIENT)["back"] == back
        if by_practice:
            with pytest.raises(Invalid):
                life.cancel(viewer=who, enrolment_id=row.pk)
        life.cancel(viewer=who, enrolment_id=row.pk, reason="No time")
        life.cancel(viewer=who, enrolment_id=row.pk, reason="No time")
        jobs = ProcrastinateJob.objects.filter(task_name="programs.pay_back").count()
        assert jobs == (Decimal(back) > 0)
        for _ in range(2):
            paying.pay_back(enrolment_id=row.pk)
        row.refresh_from_db()
    assert (row.status, row.settlement["back"], row.reason) == (Status.CANCELLED, back, "No time")  # type: ignore[index]
    assert left(asha, kind("first").pk) == 0
    assert not Welcome.objects.filter(enrolment=row, state="waiting").exists()
    assert [f"{one.amount:.2f}" for one in Refund.objects.all()] == ([back] if Decimal(back) else [])
    assert Invoice.objects.filter(kind="credit").count() == (Decimal(back) > 0)


def test_cancelled_before_it_starts_everything_goes_back_and_it_can_be_started_anew() -> None:
    with clock.at(NOON):
        row = enrolled(cast.asha(), start_on=TODAY + timedelta(days=3))
        life.cancel(viewer=cast.asha(), enrolment_id=row.pk)
        paying.pay_back(enrolment_id=row.pk)
        assert Refund.objects.get().amount == Decimal("5000.00")
        assert Figures.objects.get(program=row.program).completion_rate == 0
        assert held(cast.asha()).status == Status.AWAITING_PAYMENT


def test_a_whole_place_returns() -> None:
    with clock.at(NOON):
        given = practice.give_pass(actor=cast.adi(), program_id=program().pk, client_id=cast.asha().pk)
        row = held(cast.asha(), with_pass=True, start_on=TODAY + timedelta(days=1))
        life.cancel(viewer=cast.asha(), enrolment_id=row.pk)
        assert Pass.objects.get(pk=given.pk).used_for is None
        assert held(cast.asha(), with_pass=True).status == Status.ACTIVE


def test_the_welcome_series_is_sent_once_and_moved_by_a_pause(row: Enrolment) -> None:
    with on(1, minutes=5):
        assert sent() == ["programs/mail/day0"]
        assert sent() == ["programs/mail/day0"]
        mail = Message.objects.get(template="programs/mail/day0")
        assert program().title_en not in mail.subject + mail.text
    with on(2):
        assert sent()[1:] == ["programs/mail/day1"]
        life.pause(viewer=cast.asha(), enrolment_id=row.pk)
    with on(6):
        assert len(sent()) == 2
        life.resume(viewer=cast.asha(), enrolment_id=row.pk)
        assert len(sent()) == 2
    with on(8):
        assert sent()[2:] == ["programs/mail/day3"]
        life.choose_mails(viewer=cast.asha(), enrolment_id=row.pk, mails=False)
    with on(12):
        assert len(sent()) == 3
        assert Welcome.objects.get(enrolment=row, offset=7).state == "dropped"


def test_a_message_two_days_late_is_not_sent(row: Enrolment) -> None:
    with on(6):
        assert sent() == []
        states = dict(Welcome.objects.filter(enrolment=row).values_list("offset", "state"))
    assert states == {0: "dropped", 1: "dropped", 3: "dropped", 7: "waiting"}


def test_a_review_is_written_once_by_who_completed_it_and_shown_when_read(row: Enrolment) -> None:
    made = row.program
    with on(10):
        with pytest.raises(errors.NotReviewable):
            practice.write_review(viewer=cast.asha(), program_id=made.pk, rating=4)
        done(row, 6)
        life.complete(viewer=cast.asha(), enrolment_id=row.pk)
        written = practice.write_review(viewer=cast.asha(), program_id=made.pk, rating=4, text="Good")
        with pytest.raises(errors.NotReviewable):
            practice.write_review(viewer=cast.asha(), program_id=made.pk, rating=5)
        assert not selectors.reviews(made.pk).exists()
        with pytest.raises(Forbidden):
            practice.moderate(viewer=cast.meera(), review_id=written.pk, show=True)
        for show, stars in ((True, 1), (True, 1), (False, 0), (True, 1)):
            practice.moderate(viewer=cast.adi(), review_id=written.pk, show=show)
            assert Figures.objects.get(program=made).stars_4 == stars
        assert Figures.objects.get(program=made).rating == 4.0
