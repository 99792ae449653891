"""Jobs of the outbox. Delivery has a queue of its own, so that a backlog of mail delays nothing else."""

from uuid import UUID

from procrastinate.contrib.django import app

from pathya.outbox import delivery

MAIL = "mail"


@app.task(name="outbox.deliver", queue=MAIL)
def deliver(message_id: str) -> None:
    """One try; safe to repeat at any moment."""
    again_at = delivery.attempt(UUID(message_id))
    if again_at is not None:
        deliver.configure(schedule_at=again_at).defer(message_id=message_id)
