"""Jobs of the outbox. Delivery has a queue of its own, so that a backlog of mail delays nothing else."""

from uuid import UUID

from procrastinate.contrib.django import app

from pathya.outbox import delivery, upkeep
from pathya.outbox.rules import Channel, Progress

MAIL = "mail"
OUTSIDE = "outside"


@app.task(name=upkeep.DELIVER, queue=MAIL)
def deliver(message_id: str) -> None:
    """One try; safe to repeat at any moment."""
    again_at = delivery.attempt(UUID(message_id))
    if again_at is not None:
        deliver.configure(schedule_at=again_at).defer(message_id=message_id)


@app.task(name="outbox.deliver_text", queue=OUTSIDE)
def deliver_text(message_id: str) -> None:
    """As `deliver`, for SMS and WhatsApp: they are short of time and wait behind no mail."""
    again_at = delivery.attempt(UUID(message_id))
    if again_at is not None:
        deliver_text.configure(schedule_at=again_at).defer(message_id=message_id)


@app.task(name="outbox.note_progress")
def note_progress(channel: str, external_id: str, progress: int) -> None:
    """What a service told before we had noted that it took the message over; nobody's message: forgotten."""
    delivery.note_progress(channel=Channel(channel), external_id=external_id, progress=Progress(progress))


@app.task(name="outbox.resume")
def resume(timestamp: int) -> None:  # noqa: ARG001
    for message_id in upkeep.without_job():
        deliver.defer(message_id=str(message_id))


@app.task(name="outbox.forget")
def forget(timestamp: int) -> None:  # noqa: ARG001
    upkeep.forget()
