"""Jobs about calls to come; each is safe to repeat."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from pathya.meetings import notices, reminders, rooms

AGAIN = RetryStrategy(max_attempts=8, exponential_wait=4)


def follow(*, consultation_id: UUID, event: str) -> None:  # noqa: ARG001
    """A call was booked, moved or closed: everything that hangs on its time is brought in step by jobs."""
    plan.defer(consultation_id=str(consultation_id))
    arrange.defer(consultation_id=str(consultation_id))


@app.task(name="meetings.plan", retry=AGAIN)
def plan(consultation_id: str) -> None:
    reminders.plan(consultation_id=UUID(consultation_id))


@app.task(name="meetings.remind")
def remind(timestamp: int) -> None:  # noqa: ARG001
    """Send the reminders that are due."""
    reminders.send_due()


@app.task(name="meetings.arrange", retry=AGAIN)
def arrange(consultation_id: str) -> None:
    """Keep the call's room in step with the call."""
    rooms.arrange(consultation_id=UUID(consultation_id))


@app.task(name="meetings.settle_notice", retry=AGAIN)
def settle_notice(notice_id: str) -> None:
    """Work on what the video service's webhook told."""
    notices.settle(notice_id=UUID(notice_id))
