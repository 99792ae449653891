"""Calls in people's own Google calendars: put, changed and taken under an id that follows from the call."""

from uuid import UUID

from django.utils import translation

from pathya.calendars.google import with_token
from pathya.calendars.models import Connection
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.consultations.selectors import party_of
from pathya.consultations.wording import page_url, title
from pathya.integrations.calendar.events import OURS
from pathya.integrations.delivery import Refused


def sync(*, consultation_id: UUID, person_id: UUID) -> None:
    """Make the person's calendar show the call as it stands now; repeatable. Raises NotSent to be tried again."""
    held = Connection.objects.select_related("person").filter(person=person_id, withdrawn_at=None).first()
    if held is None:
        return
    rows = Consultation.every.select_related("client", "nutritionist__user", "kind", "group")
    call = rows.get(pk=consultation_id)
    event_id = event_id_of(call, person_id)
    try:
        if call.status == Status.CANCELLED:
            with_token(held, lambda service, token: service.take_event(token, event_id))
        else:
            body = _body(call, held)
            with_token(held, lambda service, token: service.put_event(token, event_id, body))
    except Refused:
        return  # a later try would be refused as well; the calendar's page tells when access is gone


def event_id_of(call: Consultation, person_id: UUID) -> str:
    """Always the same for one call and person, in the letters Google allows."""
    return f"{OURS}{call.pk.hex}{'c' if call.client_id == person_id else 'n'}"


def _body(call: Consultation, held: Connection) -> dict[str, object]:
    """Names and times; nothing of health."""
    party = party_of(call, held.person)
    with translation.override(held.person.language):
        summary = title(call, party)
    return {
        "summary": summary,
        "description": page_url(call, party),
        "start": {"dateTime": call.starts_at.isoformat(), "timeZone": "UTC"},
        "end": {"dateTime": call.ends_at.isoformat(), "timeZone": "UTC"},
        "visibility": "private",
        "transparency": "opaque",
    }
