"""Real workers, really killed: nothing lost, nothing sent twice, no queue in another's way."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.db.models import QuerySet
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from pathya.operations import tasks as upkeep
from pathya.outbox import tasks
from pathya.outbox.models import Message
from pathya.outbox.rules import State
from tests.outbox.factories import hello
from tests.outbox.peer import Peer
from tests.outbox.workers import Pair, until

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture(scope="module")
def _peer() -> Iterator[Peer]:
    peer = Peer()
    yield peer
    peer.close()


@pytest.fixture(scope="module")
def _pair(_peer: Peer, django_db_setup: None) -> Iterator[Pair]:
    pair = Pair(_peer.url)
    yield pair
    pair.stop()


@pytest.fixture
def peer(_peer: Peer) -> Peer:
    _peer.forget()
    return _peer


@pytest.fixture
def pair(_pair: Pair) -> Pair:
    _pair.start()
    return _pair


def sent() -> int:
    return Message.objects.filter(state=State.SENT).count()


def deliveries() -> QuerySet[ProcrastinateJob]:
    return ProcrastinateJob.objects.filter(task_name="outbox.deliver")


def ids_taken(peer: Peer) -> list[bytes]:
    return [line for mail in peer.taken for line in mail.splitlines() if line.startswith(b"Message-ID")]


def test_two_workers_send_each_message_once(peer: Peer, pair: Pair) -> None:
    peer.slow = 0.05
    for number in range(40):
        message = hello(key=f"hello {number}")
        tasks.deliver.defer(message_id=str(message.id))
    until(lambda: sent() == 40 and not deliveries().exists())
    assert len(ids_taken(peer)) == len(set(ids_taken(peer))) == 40


def test_a_worker_killed_while_sending_is_followed_by_another(peer: Peer, pair: Pair) -> None:
    hello(key="both are there")
    until(lambda: sent() == 1 and not deliveries().exists())
    peer.forget()
    peer.replies["CONTENT"] = ["hang"]
    doomed = pair.both[0]
    with pair.only(doomed):
        with transaction.atomic():
            message = hello()
        until(lambda: "CONTENT" in peer.seen)
        doomed.kill()
        doomed.wait()
        message.refresh_from_db()
        assert message.state == State.SENDING
        assert deliveries().get().status == "doing"
        assert peer.taken == []

    def retried() -> bool:
        upkeep.retry_stalled_jobs.defer(timestamp=0)
        return sent() == 2

    until(retried)
    assert len(peer.taken) == 1
    until(lambda: not deliveries().exists())


def test_a_backlog_of_mail_delays_no_other_job(peer: Peer, pair: Pair) -> None:
    peer.slow = 0.5
    first = hello()
    Message.objects.bulk_create(
        Message(key=f"bulk {number}", to=first.to, subject="Hello", text="Hello", language="en", template="x")
        for number in range(499)
    )
    ids = Message.objects.exclude(id=first.id).values_list("id", flat=True)
    tasks.deliver.batch_defer(*[{"message_id": str(message_id)} for message_id in ids])
    until(lambda: len(peer.taken) > 2)
    job = app.configure_task("outbox.forget").defer(timestamp=0)
    assert until(lambda: not ProcrastinateJob.objects.filter(id=job).exists()) < 2
    assert len(peer.taken) < 100
    pair.stop()  # the next test counts its own mails only
