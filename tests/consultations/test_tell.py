"""Mail to both of the two, each in their own language and zone, with a calendar file that parses back."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from pathya.consultations import calendar, services
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Party
from pathya.kit import clock, registry
from pathya.outbox.models import Message
from tests import factories as cast
from tests.consultations.factories import NOW, TEN, book, nutritionist, tell_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday() -> object:
    with clock.at(NOW):
        yield


def _mail(to: str) -> tuple[Message, icalendar.Event, str]:
    """The newest message to an address, its event and its method."""
    message = Message.objects.filter(to=to).latest("created_at")
    file = message.attachments.get()
    parsed = icalendar.Calendar.from_ical(bytes(file.content))
    assert f"method={parsed['METHOD']}" in file.content_type
    return message, parsed.walk("VEVENT")[0], str(parsed["METHOD"])


def test_both_are_told_in_their_language_and_zone() -> None:
    made = book(cast.bilal(), nutritionist(cast.meera(), name_hi="मीरा"), notes="Thyroid")
    assert tell_all() == 1
    to_client, event, method = _mail("bilal@pathya.example")
    assert (to_client.language, method) == ("hi", "REQUEST")
    assert "4:30" in to_client.text  # 10 am in Kolkata
    assert "जनवरी" in to_client.text
    assert "मीरा" in to_client.subject
    assert str(event["SUMMARY"]) == "मीरा के साथ परिचय कॉल"
    to_nutritionist, event, method = _mail("meera@pathya.example")
    assert (to_nutritionist.language, method) == ("en", "REQUEST")
    assert "Tuesday, 12 January 2027, 10 am" in to_nutritionist.text
    assert "Bilal Khan" in to_nutritionist.text
    assert str(event["UID"]) == calendar.uid(made)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (TEN, TEN + timedelta(minutes=20))
    assert event["SEQUENCE"] == 0
    for message in (to_client, to_nutritionist):
        content = bytes(message.attachments.get().content).decode()
        assert "Thyroid" not in message.text + message.html + content


def test_nobody_reads_the_other_ones_address() -> None:
    book(cast.asha(), nutritionist(cast.meera()))
    tell_all()
    for mine, other in (("asha@", "meera@"), ("meera@", "asha@")):
        message, event, _ = _mail(f"{mine}pathya.example")
        assert str(event["ATTENDEE"]) == f"MAILTO:{mine}pathya.example"
        file = bytes(message.attachments.get().content).decode()
        assert other not in file.replace("\r\n ", "") + message.text + message.html


def test_a_cancellation_raises_the_sequence_of_the_same_event() -> None:
    made = book(cast.asha(), nutritionist(cast.meera()))
    tell_all()
    _, before, _ = _mail("asha@pathya.example")
    services.cancel(viewer=cast.asha(), consultation_id=made.pk, reason="My migraine is back")
    tell_all()
    for person in ("asha", "meera"):
        message, event, method = _mail(f"{person}@pathya.example")
        assert (method, str(event["STATUS"]), event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
        assert event["UID"] == before["UID"]
        assert "migraine" not in message.text + message.html + bytes(message.attachments.get().content).decode()
    assert Message.objects.count() == 4


def test_telling_twice_sends_once() -> None:
    made = book(cast.asha(), nutritionist(cast.meera()))
    tell_all()
    services.tasks.tell(consultation_id=str(made.pk), event="booked", sequence=0)
    assert Message.objects.count() == 2


def test_an_invitation_written_late_still_invites() -> None:
    """The worker was slow: the call is cancelled already. The two mails are those of the two moments."""
    made = book(cast.asha(), nutritionist(cast.meera()))
    services.cancel(viewer=cast.asha(), consultation_id=made.pk)
    assert tell_all() == 2
    methods = {
        (str(parsed["METHOD"]), int(parsed.walk("VEVENT")[0]["SEQUENCE"]))
        for message in Message.objects.filter(to="asha@pathya.example")
        for parsed in [icalendar.Calendar.from_ical(bytes(message.attachments.get().content))]
    }
    assert methods == {("REQUEST", 0), ("CANCEL", 1)}


def test_a_name_breaks_no_header_and_no_line_of_the_file() -> None:
    asha = cast.asha()
    asha.first_name, asha.last_name = 'A"\r\nBcc: x@y.example', "X\r\nATTENDEE:MAILTO:z@y.example"
    asha.save()
    made = book(asha, nutritionist(cast.meera()))
    tell_all()
    for message in Message.objects.all():
        assert "\n" not in message.subject
    for party in Party.CLIENT, Party.NUTRITIONIST:
        event = icalendar.Calendar.from_ical(calendar.file(made, party)).walk("VEVENT")[0]
        assert isinstance(event["ATTENDEE"], icalendar.vCalAddress)
        assert "y.example" not in str(event["ATTENDEE"])


@pytest.mark.parametrize(
    ("start", "london", "kolkata"),
    [
        (datetime(2027, 3, 28, 4, 30, tzinfo=UTC), "5:30 am", "10 am"),
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), "12:30 am", "6 am"),
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), "1:30 am", "6 am"),
        (datetime(2027, 10, 31, 1, 30, tzinfo=UTC), "1:30 am", "7 am"),
    ],
)
def test_on_days_of_a_clock_change_each_reads_their_own_clock(start: datetime, london: str, kolkata: str) -> None:
    bilal = cast.bilal()
    bilal.language = "en"
    bilal.save()
    meera = nutritionist(cast.meera())
    meera.weekly_hours.update(start_minute=6 * 60)
    with clock.at(start - timedelta(days=3)):
        book(bilal, meera, start)
        tell_all()
    message, event, _ = _mail("bilal@pathya.example")
    assert f", {london}" in message.text
    assert event["DTSTART"].dt == start
    assert f", {kolkata}" in _mail("meera@pathya.example")[0].text


def test_the_file_to_keep_asks_for_no_answer() -> None:
    made: Consultation = book(cast.asha(), nutritionist(cast.meera()))
    parsed = icalendar.Calendar.from_ical(calendar.file(made, Party.CLIENT))
    assert "METHOD" not in parsed
    assert str(parsed.walk("VEVENT")[0]["STATUS"]) == "CONFIRMED"


def test_other_domains_hear_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[object, str]] = []
    hear = {"test": lambda consultation_id, event: heard.append((consultation_id, event))}
    monkeypatch.setitem(registry._collections, "consultations.changed", hear)
    made = book(cast.asha(), nutritionist(cast.meera()))
    services.cancel(viewer=cast.asha(), consultation_id=made.pk)
    tell_all()
    assert heard == [(made.pk, "booked"), (made.pk, "cancelled")]
