"""Jobs about calls to come; each is safe to repeat."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from pathya.accounts.models import User
from pathya.calendars.models import Connection
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.consultations.selectors import in_calendar, people_of
from pathya.kit import clock
from pathya.meetings import events, notices, reminders, rooms
from pathya.meetings.models import RecordingConsent
from pathya.meetings.rules import PURPOSES, RECORDING

AGAIN = RetryStrategy(max_attempts=8, exponential_wait=4)


def follow(*, consultation_id: UUID, event: str) -> None:  # noqa: ARG001
    """A call was booked, moved or closed: everything that hangs on its time is brought in step by jobs."""
    plan.defer(consultation_id=str(consultation_id))
    arrange.defer(consultation_id=str(consultation_id))
    call = Consultation.every.select_related("nutritionist__user", "client").get(pk=consultation_id)
    people = Connection.objects.filter(person__in=people_of(call), withdrawn_at=None)
    for person in people.values_list("person_id", flat=True):
        sync_event.defer(consultation_id=str(consultation_id), person_id=str(person))


def connected(*, person_id: UUID) -> None:
    """A calendar was connected: the coming calls are put there."""
    viewer = User.objects.get(pk=person_id)
    coming = in_calendar(viewer).filter(status__in=Status.OPEN, ends_at__gt=clock.now())
    for pk in coming.values_list("pk", flat=True):
        sync_event.defer(consultation_id=str(pk), person_id=str(person_id))


def consent_changed(*, user: User, purpose: str, given: bool) -> None:
    """What was planned over the channel goes; rooms stop recording, and each call has to be asked about anew."""
    calls = in_calendar(user).filter(status__in=Status.OPEN, ends_at__gt=clock.now())
    coming = calls.values_list("pk", flat=True)
    if purpose in PURPOSES.values():
        for pk in coming:
            plan.defer(consultation_id=str(pk))
    elif purpose == RECORDING and not given:
        RecordingConsent.objects.filter(person=user, withdrawn_at=None).update(withdrawn_at=clock.now())
        for pk in coming:
            arrange.defer(consultation_id=str(pk))


@app.task(name="meetings.plan", retry=AGAIN)
def plan(consultation_id: str) -> None:
    reminders.plan(consultation_id=UUID(consultation_id))


@app.task(name="meetings.remind")
def remind(timestamp: int) -> None:  # noqa: ARG001
    """Send the reminders that are due."""
    reminders.send_due()


@app.task(name="meetings.arrange", queue="outside", retry=AGAIN)
def arrange(consultation_id: str) -> None:
    """Keep the call's room in step with the call."""
    rooms.arrange(consultation_id=UUID(consultation_id))


@app.task(name="meetings.settle_notice", retry=AGAIN)
def settle_notice(notice_id: str) -> None:
    """Work on what the video service's webhook told."""
    notices.settle(notice_id=UUID(notice_id))


@app.task(name="meetings.sync_event", queue="outside", retry=AGAIN)
def sync_event(consultation_id: str, person_id: str) -> None:
    """Keep the call in the person's own calendar in step."""
    events.sync(consultation_id=UUID(consultation_id), person_id=UUID(person_id))
