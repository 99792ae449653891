"""Real workers, really killed: nothing lost, nothing sent twice, no queue in another's way."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from pathya.operations import tasks as upkeep
from pathya.outbox import tasks
from pathya.outbox.models import Message
from pathya.outbox.rules import State
from tests.outbox.factories import hello
from tests.outbox.peer import Peer
from tests.outbox.workers import until, worker

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def peer() -> Iterator[Peer]:
    peer = Peer()
    yield peer
    peer.close()


def sent() -> int:
    return Message.objects.filter(state=State.SENT).count()


def test_a_worker_killed_while_sending_is_followed_by_another(peer: Peer) -> None:
    peer.replies["CONTENT"] = ["hang"]
    with worker(peer.url) as first:
        with transaction.atomic():
            message = hello()
        until(lambda: "CONTENT" in peer.seen)
        first.kill()
        first.wait()
    message.refresh_from_db()
    assert message.state == State.SENDING
    assert ProcrastinateJob.objects.get(task_name="outbox.deliver").status == "doing"
    assert peer.taken == []

    def retried() -> bool:
        upkeep.retry_stalled_jobs.defer(timestamp=0)
        return sent() == 1

    with worker(peer.url):
        until(retried)
    assert len(peer.taken) == 1
    assert not ProcrastinateJob.objects.filter(task_name="outbox.deliver").exists()


def test_two_workers_send_each_message_once(peer: Peer) -> None:
    messages = [hello(key=f"hello {number}") for number in range(40)]
    for message in messages:
        tasks.deliver.defer(message_id=str(message.id))
    with worker(peer.url), worker(peer.url):
        until(lambda: sent() == 40)
    ids = [line for mail in peer.taken for line in mail.splitlines() if line.startswith(b"Message-ID")]
    assert len(ids) == len(set(ids)) == 40


def test_a_backlog_of_mail_delays_no_other_job(peer: Peer) -> None:
    peer.slow = 0.5
    first = hello()
    Message.objects.bulk_create(
        Message(key=f"bulk {number}", to=first.to, subject="Hello", text="Hello", language="en", template="x")
        for number in range(499)
    )
    ids = Message.objects.exclude(id=first.id).values_list("id", flat=True)
    tasks.deliver.batch_defer(*[{"message_id": str(message_id)} for message_id in ids])
    with worker(peer.url):
        until(lambda: len(peer.taken) > 2)
        job = app.configure_task("outbox.forget").defer(timestamp=0)
        assert until(lambda: not ProcrastinateJob.objects.filter(id=job).exists()) < 2
        assert len(peer.taken) < 50
