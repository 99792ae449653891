"""Reminders: exact, once, only where allowed, never late, moved and dropped with the call."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st

from pathya.accounts.models import User
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.kit import clock
from pathya.meetings import reminders, selectors, services, tasks
from pathya.meetings.models import Reminder, ReminderChoice
from pathya.meetings.rules import LEADS, State, planned
from pathya.outbox import delivery
from pathya.outbox.models import Message
from pathya.outbox.rules import Channel
from pathya.privacy.selectors import has_consent
from pathya.privacy.services import set_consent
from tests import factories as cast
from tests.consultations.factories import NOW, TEN, book, call, nutritionist, tell_all

MINUTE = timedelta(minutes=1)


def allow_all(person: User) -> User:
    person.phone = person.phone or "+919810000009"
    person.phone_verified_at = person.phone_verified_at or NOW
    person.save()
    services.choose_reminders(person=person, mail=True, sms=True, whatsapp=True)
    return person


def booked(days: int = 3) -> Consultation:
    """Asha, who allows everything, meets Meera, who never chose."""
    made = call(allow_all(cast.asha()), nutritionist(cast.meera()), NOW + timedelta(days=days))
    reminders.plan(consultation_id=made.pk)
    return made


def sent_at(moment: datetime) -> list[tuple[str, str]]:
    """Who got what when the job ran at that moment."""
    known = set(Message.objects.values_list("pk", flat=True))
    with clock.at(moment):
        reminders.send_due()
    new = Message.objects.exclude(pk__in=known)
    return sorted((row.to.partition("@")[0], row.channel) for row in new)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.mark.django_db
def test_each_goes_out_at_its_minute_and_not_before() -> None:
    start = booked().starts_at
    for lead, expected in (
        (24 * 60, [("asha", "mail"), ("meera", "mail")]),
        (60, [("asha", "mail"), ("meera", "mail")]),
        (30, [("+919810000001", "sms")]),
        (15, [("+919810000001", "whatsapp")]),
    ):
        due = start - lead * MINUTE
        assert sent_at(due - timedelta(seconds=2)) == []
        assert sent_at(due) == expected
        assert sent_at(due) == []
    assert set(Reminder.objects.values_list("state", flat=True)) == {State.SENT}


@given(
    start=st.integers(-100, 5000),
    channels=st.frozensets(st.sampled_from(Channel)),
)
def test_planned_reminders_are_those_ahead(start: int, channels: frozenset[Channel]) -> None:
    begin = NOW + start * MINUTE
    found = {(one.channel, one.lead_minutes) for one in planned(begin, channels, NOW)}
    expected = {(channel, int(lead / MINUTE)) for channel, lead in LEADS if channel in channels and begin - lead > NOW}
    assert found == expected
    for one in planned(begin, channels, NOW):
        assert NOW < one.due_at < one.good_until <= begin


@pytest.mark.django_db
def test_booking_through_the_service_plans_them() -> None:
    made = book(cast.asha(), nutritionist(cast.meera()), TEN + timedelta(days=1))
    tell_all()
    tasks.plan(consultation_id=str(made.pk))
    tasks.plan(consultation_id=str(made.pk))
    assert Reminder.objects.filter(state=State.WAITING).count() == 4
    assert Reminder.objects.filter(person=cast.asha()).count() == 2


@pytest.mark.django_db
def test_who_allows_nothing_hears_nothing() -> None:
    asha = cast.asha()
    services.choose_reminders(person=asha, mail=False, sms=False, whatsapp=False)
    made = call(asha, nutritionist(cast.meera()), NOW + timedelta(days=2))
    reminders.plan(consultation_id=made.pk)
    assert set(Reminder.objects.values_list("person__first_name", flat=True)) == {"Meera"}


@pytest.mark.django_db
def test_a_choice_counts_at_once_though_nothing_is_planned_anew() -> None:
    made = booked()
    ReminderChoice.objects.filter(person=cast.asha()).update(sms=False)
    assert sent_at(made.starts_at - 30 * MINUTE) == [("asha", "mail"), ("meera", "mail")]
    assert Reminder.objects.get(channel=Channel.SMS).state == State.DROPPED


@pytest.mark.django_db
@pytest.mark.parametrize(("purpose", "lead", "channel"), [("sms", 30, "sms"), ("whatsapp", 15, "whatsapp")])
@pytest.mark.parametrize("when", ["before it is due", "between writing and leaving"])
def test_a_consent_taken_back_stops_the_next_message(purpose: str, lead: int, channel: str, when: str) -> None:
    made = booked()
    asha = cast.asha()
    due = made.starts_at - lead * MINUTE
    if when == "before it is due":
        set_consent(user=asha, purpose=purpose, given=False, channel="page")
        assert channel not in {kind for _to, kind in sent_at(due)}
        return
    assert channel in {kind for _to, kind in sent_at(due)}
    message = Message.objects.get(channel=channel)
    set_consent(user=asha, purpose=purpose, given=False, channel="page")
    with clock.at(due + MINUTE):
        delivery.attempt(message.pk)
    message.refresh_from_db()
    assert message.state == "dropped"
    assert Message.objects.filter(channel="mail", state="queued").exists()  # mail about one's own call needs none


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["another", "unproven"])
def test_a_number_that_is_no_longer_proven_gets_nothing(change: str) -> None:
    made = booked()
    due = made.starts_at - 30 * MINUTE
    sent_at(due)
    message = Message.objects.get(channel=Channel.SMS)
    if change == "another":
        User.objects.filter(pk=cast.asha().pk).update(phone="+919810000008")
    else:
        User.objects.filter(pk=cast.asha().pk).update(phone_verified_at=None)
    with clock.at(due + MINUTE):
        delivery.attempt(message.pk)
    message.refresh_from_db()
    assert message.state == "dropped"
    assert "whatsapp" not in {kind for _to, kind in sent_at(made.starts_at - 15 * MINUTE)} or change == "another"


@pytest.mark.django_db
def test_switching_a_channel_on_is_the_consent_and_off_takes_sms_back() -> None:
    asha = cast.asha()
    assert not has_consent(asha, "sms")
    services.choose_reminders(person=asha, mail=True, sms=True, whatsapp=True)
    assert has_consent(asha, "sms")
    assert has_consent(asha, "whatsapp")
    services.choose_reminders(person=asha, mail=True, sms=False, whatsapp=False)
    assert not has_consent(asha, "sms")
    assert has_consent(asha, "whatsapp")
    set_consent(user=asha, purpose="whatsapp", given=False, channel="page")
    services.choose_reminders(person=asha, mail=True, sms=True, whatsapp=True)
    set_consent(user=asha, purpose="sms", given=False, channel="page")
    shown = selectors.choice(asha)
    assert (shown.sms, shown.whatsapp) == (False, True)


@pytest.mark.django_db
def test_a_moved_call_takes_its_reminders_along() -> None:
    made = booked()
    old = made.starts_at
    for name in ("starts_at", "ends_at", "busy_until"):
        setattr(made, name, getattr(made, name) + timedelta(days=1))
    made.save()
    assert sent_at(old - timedelta(days=1)) == []  # before the job has run
    reminders.plan(consultation_id=made.pk)
    assert sent_at(old - timedelta(hours=1)) == []
    assert sent_at(old) == [("asha", "mail"), ("meera", "mail")]
    assert {row.due_at for row in Reminder.objects.filter(state=State.WAITING)} == {
        made.starts_at - lead * MINUTE for lead in (60, 30, 15)
    }


@pytest.mark.django_db
def test_a_cancelled_call_reminds_nobody_and_takes_back_what_has_not_left() -> None:
    made = booked()
    due = made.starts_at - timedelta(hours=24)
    assert len(sent_at(due)) == 2
    Consultation.objects.filter(pk=made.pk).update(status=Status.CANCELLED, cancelled_at=due)
    reminders.plan(consultation_id=made.pk)
    assert set(Reminder.objects.values_list("state", flat=True)) == {State.DROPPED}
    assert set(Message.objects.values_list("state", flat=True)) == {"dropped"}


@pytest.mark.django_db
def test_a_cancellation_counts_before_its_job_has_run() -> None:
    made = booked()
    Consultation.objects.filter(pk=made.pk).update(status=Status.CANCELLED, cancelled_at=NOW)
    assert sent_at(made.starts_at - 10 * MINUTE) == []


@pytest.mark.django_db
def test_after_a_long_silence_only_the_newest_of_a_channel_goes_and_nothing_after_the_start() -> None:
    made = booked()
    assert sent_at(made.starts_at - 5 * MINUTE) == [
        ("+919810000001", "sms"),
        ("+919810000001", "whatsapp"),
        ("asha", "mail"),
        ("meera", "mail"),
    ]
    other = call(cast.charlie(), nutritionist(cast.kabir()), NOW + timedelta(days=3))
    reminders.plan(consultation_id=other.pk)
    assert sent_at(other.starts_at) == []


@pytest.mark.django_db
def test_a_message_that_could_not_leave_by_the_start_never_does() -> None:
    made = booked()
    sent_at(made.starts_at - 30 * MINUTE)
    message = Message.objects.get(channel=Channel.SMS)
    with clock.at(made.starts_at):
        assert delivery.attempt(message.pk) is None
    message.refresh_from_db()
    assert message.state == "dropped"


@pytest.mark.django_db
def test_the_texts_name_time_and_person_and_nothing_of_health() -> None:
    bilal = allow_all(cast.bilal())
    made = call(bilal, nutritionist(cast.meera(), name_hi="मीरा"), TEN + timedelta(days=2), notes="Thyroid")
    reminders.plan(consultation_id=made.pk)
    sent_at(made.starts_at - 30 * MINUTE)
    text = Message.objects.get(channel=Channel.SMS)
    assert (text.language, text.template, len(text.variables)) == ("hi", "call_reminder", 2)
    assert "4:30" in text.text  # London, 10 am in Kolkata
    assert "मीरा" in text.text
    assert text.variables[1] in text.text
    assert not any("Thyroid" in row.text + row.html + row.subject for row in Message.objects.all())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "on_bilals_clock"),
    [
        (datetime(2027, 3, 28, 4, 30, tzinfo=UTC), "5:30 am"),
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), "1:30 am"),
        (datetime(2027, 10, 31, 1, 30, tzinfo=UTC), "1:30 am"),
    ],
)
def test_on_days_of_a_clock_change_a_day_before_is_24_hours(start: datetime, on_bilals_clock: str) -> None:
    bilal = cast.bilal()
    bilal.language = "en"
    bilal.save()
    with clock.at(start - timedelta(days=3)):
        made = call(bilal, nutritionist(cast.meera()), start, language="en")
        reminders.plan(consultation_id=made.pk)
    assert sent_at(start - timedelta(hours=24, seconds=2)) == []
    assert sent_at(start - timedelta(hours=24)) == [("bilal", "mail"), ("meera", "mail")]
    assert on_bilals_clock in Message.objects.get(to="bilal@pathya.example").text


@pytest.mark.usefixtures("committed")
def test_two_workers_at_once_send_each_once() -> None:
    meera = nutritionist(cast.meera())
    for number in range(12):
        made = call(cast.asha(), meera, NOW + timedelta(days=2, hours=number))
        reminders.plan(consultation_id=made.pk)
    both = Barrier(2)

    def work() -> int:
        with clock.at(NOW + timedelta(days=2, hours=-1)):
            both.wait()
            try:
                return reminders.send_due()
            finally:
                connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        settled = [job.result() for job in [threads.submit(work) for _ in range(2)]]
    assert sum(settled) == Message.objects.count() + Reminder.objects.filter(state=State.DROPPED).count()
    keys = list(Message.objects.values_list("key", flat=True))
    assert len(keys) == len(set(keys)) == Reminder.objects.filter(state=State.SENT).count() == 24


@pytest.mark.usefixtures("committed")
def test_a_worker_that_dies_halfway_leaves_all_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    made = call(cast.asha(), nutritionist(cast.meera()), NOW + timedelta(days=2))
    reminders.plan(consultation_id=made.pk)
    due = made.starts_at - timedelta(hours=24)
    with monkeypatch.context() as dying:
        dying.setattr(reminders, "_settle", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError), clock.at(due):
            reminders.send_due()
    assert not Message.objects.exists()
    assert len(sent_at(due)) == 2
