"""An SMS on its way: through the outbox to the service, or to the outbox alone."""

from collections.abc import Iterator

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from pathya.integrations.sms import Msg91Account
from pathya.kit.ids import new_id
from pathya.outbox import tasks
from pathya.outbox.models import Message
from pathya.outbox.services import Channel, Consent, send_text
from tests.contracts.http_peer import HttpPeer

pytestmark = pytest.mark.django_db


@pytest.fixture
def peer(settings: Settings) -> Iterator[HttpPeer]:
    made = HttpPeer()
    settings.SMS = Msg91Account("KEY", {"call_reminder.en": "65f0"}, url=f"{made.url}/flow", timeout=0.4)
    yield made
    made.close()


def text(**changes: str) -> Message:
    return send_text(
        **{  # type: ignore[arg-type]
            "channel": Channel.SMS,
            "to": "+919810000001",
            "template": "call_reminder",
            "text": "Pathya: your call …",
            "variables": ["Meera\r\nIyer", "4:30 pm"],
            "language": "en",
            "key": "reminder:1",
            "consent": Consent(new_id(), ""),
            **changes,
        }
    )


def state(message: Message) -> str:
    message.refresh_from_db()
    return message.state


def test_it_goes_out_once_and_behind_no_mail(peer: HttpPeer) -> None:
    peer.answers["POST", "/flow"] = [(200, {"type": "success", "message": "x"})]
    message = text()
    assert text().pk == message.pk
    assert ProcrastinateJob.objects.get(task_name=tasks.deliver_text.name).queue_name == "outside"
    tasks.deliver_text(message_id=str(message.pk))
    tasks.deliver_text(message_id=str(message.pk))
    assert (state(message), len(peer.asked)) == ("sent", 1)
    assert peer.asked[0].json["recipients"][0]["VAR1"] == "Meera Iyer"


def test_what_is_refused_fails_and_what_may_pass_is_tried_again(peer: HttpPeer) -> None:
    peer.answers["POST", "/flow"] = [(503, {}), (400, {"type": "error"})]
    message = text()
    tasks.deliver_text(message_id=str(message.pk))
    assert (state(message), message.last_error) == ("queued", "flow 503")
    assert ProcrastinateJob.objects.filter(task_name=tasks.deliver_text.name, scheduled_at__isnull=False).exists()
    Message.objects.update(not_before=message.created_at)
    tasks.deliver_text(message_id=str(message.pk))
    assert (state(message), message.last_error) == ("failed", "flow 400")


def test_without_an_account_it_is_read_in_the_outbox(client: Client) -> None:
    message = text(key="reminder:2")
    tasks.deliver_text(message_id=str(message.pk))
    [row] = client.get("/dev/outbox.json", {"to": "+919810000001"}).json()["messages"]
    assert (row["channel"], row["text"], row["state"]) == ("sms", "Pathya: your call …", "sent")
    assert "SMS" in client.get(f"/dev/outbox/{message.pk}").content.decode()
