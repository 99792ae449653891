"""Jobs about calls, deferred in the transaction of the write they follow; each is safe to repeat."""

from uuid import UUID

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from pathya.care import services as care
from pathya.consultations import emails, emails_together, holds, offering, waiting
from pathya.consultations.models import Consultation
from pathya.kit import registry

AGAIN = RetryStrategy(max_attempts=8, exponential_wait=4)
"""What goes wrong in writing a mail is tried again for a day (4 s, 16 s, … 18 h), then kept as failed."""


@app.task(name="consultations.tell", retry=AGAIN)
def tell(consultation_id: str, event: str, sequence: int) -> None:
    """Write both mails about an event, once each: the outbox knows them by their keys."""
    with transaction.atomic():
        rows = Consultation.every.select_related("nutritionist__user", "client", "kind", "group", "series")
        call = rows.get(pk=UUID(consultation_id))
        if call.series and event == "booked":
            emails_together.booked_together(call.series)
        elif event in emails.TOLD:
            emails.tell(call, event, sequence)
        if event == "booked" and call.group_id is None:
            care.begin(client=call.client, nutritionist=call.nutritionist.user)
    for follow in registry.contributed("consultations.changed").values():
        follow(consultation_id=call.pk, event=event)


@app.task(name="consultations.release_expired")
def release_expired(timestamp: int) -> None:  # noqa: ARG001 – the tick's
    """End holds nobody paid in time."""
    holds.release_expired()


@app.task(name="consultations.offer_freed")
def offer_freed(timestamp: int) -> None:  # noqa: ARG001 – the tick's
    """Offer what is free to who waits for it: times, and seats of groups."""
    waiting.offer_due()
    offering.offer_due()


TELL_BOOKED = f"""procrastinate_defer_jobs_v1(ARRAY[ROW(
    '{tell.queue}', '{tell.name}', {tell.priority}, NULL, NULL,
    jsonb_build_object('consultation_id', m.id, 'event', 'booked', 'sequence', m.sequence), NULL
)]::procrastinate_job_to_defer_v1[])"""
"""`tell.defer` for the row `m` of a consultation, as an expression of the statement that writes it."""
