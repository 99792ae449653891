"""Jobs about enrolments; each is safe to repeat."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from pathya.programs import paying
from pathya.programs.services import enrolling, life, welcome


@app.task(name="programs.pay_back", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def pay_back(enrolment_id: str) -> None:
    paying.pay_back(enrolment_id=UUID(enrolment_id))


@app.task(name="programs.release_expired")
def release_expired(timestamp: int) -> None:  # noqa: ARG001 – the tick's
    """Let go of places nobody paid in time."""
    enrolling.release_expired()


@app.task(name="programs.welcome")
def send_welcome(timestamp: int) -> None:  # noqa: ARG001 – the tick's
    """Send the messages that are due."""
    welcome.send_due()


@app.task(name="programs.pass_day")
def pass_day(timestamp: int) -> None:  # noqa: ARG001 – the tick's
    """End what is over and pauses that took all their days."""
    life.pass_day()
