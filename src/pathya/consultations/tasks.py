"""Jobs about calls, deferred in the transaction of the write they follow; each is safe to repeat."""

from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from pathya.consultations import emails
from pathya.consultations.models import Consultation


@app.task(name="consultations.tell")
def tell(consultation_id: str, event: str, sequence: int) -> None:
    """Write both mails about an event, once each: the outbox knows them by their keys."""
    with transaction.atomic():
        call = Consultation.objects.select_related("nutritionist__user", "client", "kind").get(pk=UUID(consultation_id))
        emails.tell(call, event, sequence)
