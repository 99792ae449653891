"""The words of a reminder, in the person's language and on their clock."""

from django.template.loader import render_to_string
from django.utils import translation

from pathya.consultations.emails import Reader, titled
from pathya.consultations.emails import reader as reader_of
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Party
from pathya.consultations.selectors import preparations
from pathya.consultations.wording import counterpart, day_and_time, one_line, page_url, zone_name
from pathya.meetings.models import Reminder
from pathya.meetings.rules import PURPOSES
from pathya.outbox.rules import Channel
from pathya.outbox.services import Consent, send_mail, send_text

TEXT = "call_reminder"
"""The approved text of SMS and WhatsApp: {name} and {time} are its two variables."""


def remind(reminder: Reminder) -> None:
    """Queue the message; the outbox drops it when it has not left by the start."""
    call = reminder.consultation
    reader = reader_of(call, reminder.person)
    if reminder.channel == Channel.MAIL:
        _mail(reminder, call, reader)
    else:
        _text(reminder, call, reader)


def _mail(reminder: Reminder, call: Consultation, reader: Reader) -> None:
    with translation.override(reader.language):
        context = {
            "name": one_line(reader.name),
            "for_client": reader.party is Party.CLIENT,
            "title": titled(call, reader),
            "counterpart": counterpart(call, reader.party),
            "when": day_and_time(call.starts_at, reader.zone),
            "zone": zone_name(reader.zone),
            "is_soon": reminder.lead_minutes <= 60,
            "todo": _todo(call, reader.party),
            "url": page_url(call, reader.party),
        }
    send_mail(
        to=reader.email,
        template="meetings/mail/reminder",
        context=context,
        language=reader.language,
        key=reminder.key,
        not_after=call.starts_at,
    )


def _todo(call: Consultation, party: Party) -> str:
    """What the client has yet to do before the call, if anything."""
    return " ".join(one.text for one in preparations(call)) if party is Party.CLIENT else ""


def _text(reminder: Reminder, call: Consultation, reader: Reader) -> None:
    with translation.override(reader.language):
        variables = [counterpart(call, reader.party), day_and_time(call.starts_at, reader.zone)]
        text = render_to_string("meetings/text/call_reminder.txt", {"name": variables[0], "when": variables[1]})
    send_text(
        channel=Channel(reminder.channel),
        to=reminder.person.phone,
        template=TEXT,
        text=text.strip(),
        variables=variables,
        language=reader.language,
        key=reminder.key,
        consent=Consent(reminder.person_id, PURPOSES[Channel(reminder.channel)]),
        not_after=call.starts_at,
    )
