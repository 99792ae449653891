"""Every way an SMTP server can fail, against real sockets: what is tried again, what is not, and how long it takes."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytest_django import Settings

from pathya.config import mail
from pathya.kit import clock
from pathya.outbox import delivery
from pathya.outbox.rules import State
from tests.outbox.factories import hello
from tests.outbox.peer import Peer

pytestmark = pytest.mark.django_db


@pytest.fixture
def peer(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Peer]:
    peer = Peer()
    monkeypatch.setenv("PATHYA_SMTP_URL", peer.url)
    loaded = mail.load(production=False, site="http://localhost:8000")
    assert loaded.server is not None
    settings.MAIL = replace(loaded, server=replace(loaded.server, timeout=0.4, deadline=0.8))
    yield peer
    peer.close()


@pytest.mark.parametrize(
    ("step", "reply", "state", "reason"),
    [
        ("GREETING", "hang", State.QUEUED, "connect"),
        ("GREETING", "cut", State.QUEUED, "SMTPServerDisconnected"),
        ("GREETING", "421 too busy", State.QUEUED, "greeting 421"),
        ("GREETING", "554 go away", State.QUEUED, "greeting 554"),
        ("EHLO", "drip", State.QUEUED, ""),
        ("MAIL", "421 closing", State.QUEUED, "MAIL 421"),
        ("RCPT", "450 mailbox busy", State.QUEUED, "RCPT 450"),
        ("RCPT", "550 no such user asha@pathya.example", State.FAILED, "RCPT 550"),
        ("RCPT", "hang", State.QUEUED, "envelope"),
        ("DATA", "451 later", State.QUEUED, "DATA 451"),
        ("DATA", "554 no", State.FAILED, "DATA 554"),
        ("CONTENT", "452 disk full", State.QUEUED, "content 452"),
        ("CONTENT", "552 too large", State.FAILED, "content 552"),
        ("CONTENT", "cut", State.QUEUED, "content SMTPServerDisconnected"),
        ("CONTENT", "hang", State.QUEUED, "content"),
    ],
)
def test_fault(peer: Peer, step: str, reply: str, state: State, reason: str) -> None:
    peer.replies[step] = [reply]
    message = hello()
    begun = time.monotonic()
    again_at = delivery.attempt(message.id)
    assert time.monotonic() - begun < 2
    message.refresh_from_db()
    assert message.state == state
    assert reason in message.last_error
    assert "@" not in message.last_error
    if again_at is None:
        assert state == State.FAILED
        assert peer.seen.count("GREETING") == 1
        return
    with clock.at(again_at):
        assert delivery.attempt(message.id) is None
    message.refresh_from_db()
    assert message.state == State.SENT
    assert len(peer.taken) <= 2


def test_a_duplicate_after_a_cut_can_be_recognised(peer: Peer) -> None:
    peer.replies["CONTENT"] = ["cut"]
    message = hello()
    again_at = delivery.attempt(message.id)
    assert again_at is not None
    with clock.at(again_at):
        delivery.attempt(message.id)
    assert len(peer.taken) == 2
    ids = {line for mail in peer.taken for line in mail.splitlines() if line.startswith(b"Message-ID")}
    assert ids == {f"Message-ID: <{message.id}@localhost>".encode()}


def test_a_server_that_cuts_every_time_gets_two_copies_at_most(peer: Peer) -> None:
    peer.replies["CONTENT"] = ["cut"] * 9
    message = hello()
    again_at = delivery.attempt(message.id)
    while again_at is not None:
        with clock.at(again_at):
            again_at = delivery.attempt(message.id)
    message.refresh_from_db()
    assert message.state == State.FAILED
    assert len(peer.taken) == 2


def test_no_server_at_all(peer: Peer) -> None:
    peer.close()
    message = hello()
    assert delivery.attempt(message.id) is not None
    message.refresh_from_db()
    assert message.last_error == "connect ConnectionRefusedError"
