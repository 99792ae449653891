"""One call as an iCalendar message (RFC 5545, RFC 5546).

Each of the two people gets an own copy that names nobody else's address; both share UID and SEQUENCE.
No health data: neither notes nor reasons stand in it.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from pathya.consultations.models import Consultation
from pathya.consultations.rules import Party, Status
from pathya.consultations.wording import counterpart, one_line, page_url, title
from pathya.kit import clock
from pathya.outbox.services import Attachment

Person = tuple[str, str]
"""Address and name."""
REQUEST = "REQUEST"
CANCEL = "CANCEL"
PUBLISH = "PUBLISH"


def invitation(consultation: Consultation, party: Party, *, sequence: int, to: Person | None = None) -> Attachment:
    """The call as it stood at `sequence`, for a mail to `party` (or who acts for them) in the active language."""
    return Attachment(
        name="call.ics",
        content_type=f"text/calendar; method={REQUEST}; charset=utf-8",
        content=_document(_event(consultation, party, sequence, to), REQUEST),
    )


def published(calls: Iterable[Consultation], party: Party, *, to: Person | None = None) -> Attachment:
    """Calls that were booked together, in one file to take over; later changes come call by call."""
    calendar = _calendar(PUBLISH)
    for call in calls:
        calendar.add_component(_event(call, party, call.sequence, to))
    return Attachment(
        name="calls.ics",
        content_type=f"text/calendar; method={PUBLISH}; charset=utf-8",
        content=bytes(calendar.to_ical()),
    )


def withdrawal(consultation: Consultation, party: Party, *, sequence: int, to: Person | None = None) -> Attachment:
    """Takes the call out of the calendars that know it."""
    event = _event(consultation, party, sequence, to)
    event["status"] = "CANCELLED"
    return Attachment(
        name="cancelled.ics",
        content_type=f"text/calendar; method={CANCEL}; charset=utf-8",
        content=_document(event, CANCEL),
    )


def file(consultation: Consultation, party: Party) -> bytes:
    """The call as it stands now, to keep: no method, so that no calendar asks for an answer."""
    event = _event(consultation, party, consultation.sequence)
    if consultation.status == Status.CANCELLED:
        event["status"] = "CANCELLED"
    return _document(event, None)


def feed(calls: Iterable[tuple[Consultation, Party]]) -> bytes:
    """Many calls of one person as a calendar to subscribe to, in the active language."""
    calendar = _calendar(None)
    for consultation, party in calls:
        event = _event(consultation, party, consultation.sequence)
        if consultation.status == Status.CANCELLED:
            event["status"] = "CANCELLED"
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def uid(consultation: Consultation) -> str:
    """The same for all versions of a call, for ever."""
    return f"{consultation.pk}@{_host()}"


def _document(event: Event, method: str | None) -> bytes:
    calendar = _calendar(method)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _calendar(method: str | None) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Pathya//Consultations//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    return calendar


def _event(consultation: Consultation, party: Party, sequence: int, to: Person | None = None) -> Event:
    event = Event()
    event.add("uid", uid(consultation))
    event.add("sequence", sequence)
    event.add("dtstamp", clock.now())
    event.add("dtstart", consultation.starts_at)
    event.add("dtend", consultation.ends_at)
    event.add("summary", title(consultation, party))
    event.add("location", _("Video call"))
    event.add("url", page_url(consultation, party))
    event.add(
        "description",
        _("Your call with %(name)s. Look it up, join or cancel it here: %(url)s")
        % {"name": counterpart(consultation, party), "url": page_url(consultation, party)},
    )
    event.add("status", "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("organizer", _address(f"no-reply@{_host()}", settings.WAGTAIL_SITE_NAME))
    person = consultation.client if party is Party.CLIENT else consultation.nutritionist.user
    attendee = _address(*(to or (person.email, person.get_full_name())))
    for name, value in (("partstat", "ACCEPTED"), ("role", "REQ-PARTICIPANT"), ("rsvp", "FALSE")):
        attendee.params[name] = vText(value)
    event.add("attendee", attendee)
    return event


def _address(email: str, name: str) -> vCalAddress:
    address = vCalAddress(f"MAILTO:{email}")
    address.params["cn"] = vText(one_line(name))
    return address


def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"
