"""What a service tells of a message: signed, in any order, never back to an earlier step (F7)."""

import hashlib
import hmac
import itertools
import json
from typing import Any

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from pathya.integrations.whatsapp import CloudAccount
from pathya.kit import clock
from pathya.outbox import tasks
from pathya.outbox.models import Message
from pathya.outbox.rules import Channel, Progress, State
from pathya.outbox.webhooks import STEPS

pytestmark = pytest.mark.django_db
SECRET = "app secret"


@pytest.fixture(autouse=True)
def _account(settings: Settings) -> None:
    settings.WHATSAPP = CloudAccount("TOKEN", "1055", {}, app_secret=SECRET, verify_token="ours")


def sent(key: str) -> Message:
    fields: dict[str, Any] = {"key": key, "external_id": f"wamid.{key}", "state": State.SENT, "sent_at": clock.now()}
    return Message.objects.create(channel=Channel.WHATSAPP, to="+919810000001", language="en", template="x", **fields)


def tell(*told: tuple[str, str], secret: str = SECRET) -> int:
    statuses = [{"id": f"wamid.{key}", "status": status, "recipient_id": "919810000001"} for key, status in told]
    body = {"object": "whatsapp_business_account", "entry": [{"changes": [{"value": {"statuses": statuses}}]}]}
    raw = json.dumps(body).encode()
    signature = "sha256=" + hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    return (
        Client()
        .post("/webhooks/whatsapp", raw, content_type="application/json", headers={"X-Hub-Signature-256": signature})
        .status_code
    )


def test_in_every_order_the_furthest_step_stands() -> None:
    for n, order in enumerate(itertools.permutations(["sent", "delivered", "read"])):
        message = sent(str(n))
        furthest = Progress.UNKNOWN
        for status in (*order, order[0]):
            assert tell((str(n), status)) == 200
            message.refresh_from_db()
            furthest = max(furthest, STEPS[status])
            assert message.progress == furthest
    tell(("0", "failed"))
    message = Message.objects.get(key="0")
    assert (message.progress, message.state) == (Progress.READ, State.SENT)


def test_what_is_told_before_our_own_note_is_not_lost() -> None:
    assert tell(("early", "delivered")) == 200
    message = sent("early")
    [job] = ProcrastinateJob.objects.filter(task_name="outbox.note_progress")
    tasks.note_progress(**job.args)
    message.refresh_from_db()
    assert message.progress == Progress.DELIVERED


def test_only_meta_is_believed(settings: Settings) -> None:
    message = sent("a")
    assert tell(("a", "read"), secret="another") == 403
    hello = {"hub.mode": "subscribe", "hub.challenge": "1158"}
    assert Client().get("/webhooks/whatsapp", {**hello, "hub.verify_token": "ours"}).content == b"1158"
    assert Client().get("/webhooks/whatsapp", {**hello, "hub.verify_token": "theirs"}).status_code == 403
    for raw in (b"[]", b"{", b'{"entry": [{"changes": [7]}, 3]}', b'{"entry": {}}'):
        signature = "sha256=" + hmac.new(SECRET.encode(), raw, hashlib.sha256).hexdigest()
        answer = Client().post(
            "/webhooks/whatsapp", raw, content_type="application/json", headers={"X-Hub-Signature-256": signature}
        )
        assert answer.status_code in {200, 403}
    settings.WHATSAPP = None
    assert tell(("a", "read")) == 404
    message.refresh_from_db()
    assert message.progress == Progress.UNKNOWN
