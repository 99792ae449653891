"""The bytes of a mail, read back with the standard library and icalendar."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from icalendar import Calendar

from pathya.integrations.mail import File, Mail
from pathya.integrations.mail.mime import mime

ICS = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Pathya//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1@pathya\r\n"
    b"DTSTAMP:20261122T100000Z\r\nDTSTART:20261123T100000Z\r\nSUMMARY:\xe0\xa4\xaa\xe0\xa4\xa5\xe0\xa5\x8d\xe0\xa4\xaf\r\n"
    b"END:VEVENT\r\nEND:VCALENDAR\r\n"
)
INVITE = File("call.ics", "text/calendar; method=REQUEST; charset=UTF-8", ICS)


def mail(**changes: object) -> Mail:
    values: dict[str, object] = {
        "message_id": "1@pathya.example",
        "to": "asha@pathya.example",
        "subject": "आपकी कॉल बुक हो गई है",
        "text": "नमस्ते आशा\n.\nFrom here on\n",
        "html": "<!doctype html><p>नमस्ते आशा</p>",
        "language": "hi",
        "written_at": datetime(2026, 11, 22, 10, tzinfo=UTC),
    }
    return Mail(**(values | changes))  # type: ignore[arg-type]


def read(sent: Mail) -> EmailMessage:
    return message_from_bytes(mime(sent, "पथ्य <care@pathya.example>").as_bytes(), policy=policy.default)


def test_text_and_html_are_alternatives() -> None:
    message = read(mail())
    assert message["subject"] == "आपकी कॉल बुक हो गई है"
    assert message["from"].addresses[0].display_name == "पथ्य"
    assert message["message-id"] == "<1@pathya.example>"
    assert message["date"].datetime == datetime(2026, 11, 22, 10, tzinfo=UTC)
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    text = message.get_body(["plain"])
    assert text is not None
    assert text.get_content().replace("\r\n", "\n") == "नमस्ते आशा\n.\nFrom here on\n"


def test_an_invitation_is_an_alternative_and_a_file() -> None:
    message = read(mail(files=[INVITE, File("plan.pdf", "application/pdf", b"%PDF-1.7")]))
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
        "application/pdf",
    ]
    shown = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    assert shown.get_param("method") == "REQUEST"
    assert shown.get_content_disposition() is None
    event = Calendar.from_ical(shown.get_content()).walk("VEVENT")[0]
    assert event["SUMMARY"] == "पथ्य"
    names = [part.get_filename() for part in message.iter_attachments()]
    assert names == ["call.ics", "plan.pdf"]
    file = next(iter(message.iter_attachments()))
    assert Calendar.from_ical(file.get_content()).get("METHOD") == "REQUEST"


def test_lines_stay_within_what_smtp_allows() -> None:
    raw = mime(mail(files=[INVITE], html="<p>" + "long " * 2000 + "</p>"), "Pathya <care@pathya.example>").as_bytes()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert raw.isascii()


@pytest.mark.parametrize("field", ["subject", "message_id", "language"])
def test_a_line_break_in_a_header_is_refused(field: str) -> None:
    with pytest.raises(ValueError, match=r"linefeed|carriage|newline|\\r|\\n"):
        mime(mail(**{field: "x\r\nBcc: charlie@pathya.example"}), "Pathya <care@pathya.example>")


def test_a_domain_of_other_letters_is_written_in_ascii() -> None:
    assert read(mail(to="asha@भारत.example"))["to"] == "asha@xn--h2brj9c.example"
