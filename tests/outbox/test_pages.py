"""`/dev/outbox`: a page, a message, its frame and files, and JSON; nothing of it in production."""

import importlib

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from pathya.outbox import urls
from pathya.outbox.services import Attachment
from tests.outbox.factories import hello

pytestmark = pytest.mark.django_db
ICS = Attachment("call.ics", "text/calendar; method=REQUEST", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")

BINARY = Attachment("a.bin", "application/octet-stream", b"\xff")


def test_json_has_every_message_in_full(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    hello(key="1")
    last = hello(
        key="2", name="Bilal", to="bilal@pathya.example", attachments=[ICS, Attachment("a.bin", "x/y", b"\xff")]
    )
    with django_assert_num_queries(2):
        newest, _ = client.get("/dev/outbox.json").json()["messages"]
    assert newest["id"] == str(last.id)
    assert (newest["channel"], newest["to"], newest["subject"]) == ("mail", "bilal@pathya.example", "Hello Bilal")
    assert newest["text"].startswith("Hello Bilal")
    assert "Hello Bilal" in newest["html"]
    assert newest["createdAt"].endswith("Z")
    calendar, binary = newest["attachments"]
    assert (calendar["name"], calendar["encoding"], calendar["contentType"]) == ("call.ics", "text", ICS.content_type)
    assert calendar["content"].startswith("BEGIN:VCALENDAR\r\n")
    assert (binary["encoding"], binary["content"]) == ("base64", "/w==")


def test_json_can_be_narrowed(client: Client) -> None:
    for number in range(3):
        hello(key=f"asha {number}")
    hello(key="bilal", to="bilal@pathya.example")
    to_asha = client.get("/dev/outbox.json", {"to": "ASHA@pathya.example", "limit": "2"}).json()["messages"]
    assert [message["to"] for message in to_asha] == ["asha@pathya.example"] * 2
    assert client.get("/dev/outbox.json?limit=x").status_code == 200


def test_the_list_finds_by_part_of_the_address(client: Client) -> None:
    hello(key="1")
    hello(key="2", name="Bilal", to="bilal@pathya.example")
    page = client.get("/dev/outbox", {"to": "bila"}).content.decode()
    assert "Hello Bilal" in page
    assert "Hello Asha" not in page
    assert client.get("/dev/outbox", {"to": "nobody"}).status_code == 200


def test_a_message_is_shown_in_a_frame_that_can_do_nothing(client: Client) -> None:
    message = hello(name="<b>Asha</b>", attachments=[ICS])
    page = client.get(f"/dev/outbox/{message.id}").content.decode()
    assert f'src="/dev/outbox/{message.id}/html"' in page
    assert "<b>Asha" not in page
    frame = client.get(f"/dev/outbox/{message.id}/html")
    policy = frame.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "sandbox allow-popups" in policy


def test_an_attachment_is_downloaded(client: Client) -> None:
    message = hello(attachments=[ICS])
    answer = client.get(f"/dev/outbox/{message.id}/files/{message.attachments.get().id}")
    assert answer.content == ICS.content
    assert answer.headers["Content-Disposition"] == 'attachment; filename="call.ics"'


def test_nothing_of_it_exists_in_production(settings: Settings) -> None:
    webhook = urls.urlpatterns[0]
    assert len(urls.urlpatterns) == 1 + len(urls.DEVELOPMENT)
    settings.DEVELOPMENT = False
    try:
        assert [one.name for one in importlib.reload(urls).urlpatterns] == [webhook.name] == ["whatsapp_webhook"]
    finally:
        settings.DEVELOPMENT = True
        importlib.reload(urls)
