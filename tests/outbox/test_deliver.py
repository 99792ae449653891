"""One try to deliver: claimed by one worker, noted as it went, tried again when that may help."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings

from pathya.integrations.mail import Mail, NotSent, Refused, Temporary, Uncertain
from pathya.kit import clock
from pathya.outbox import delivery
from pathya.outbox.models import Message
from pathya.outbox.rules import MOST_ATTEMPTS, State
from pathya.outbox.services import drop, retry
from tests.outbox.factories import hello

pytestmark = pytest.mark.django_db
Server = list[NotSent | Mail]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    """Put failures in; they are met in turn, then mails are taken."""
    script: Server = []

    class Scripted:
        def send(self, mail: Mail) -> None:
            if script and isinstance(script[0], NotSent):
                raise script.pop(0)  # type: ignore[misc]
            script.append(mail)

    monkeypatch.setattr(delivery, "mailer", Scripted)
    return script


def test_a_delivered_message_is_sent_once(server: Server) -> None:
    message = hello()
    assert delivery.attempt(message.id) is None
    assert delivery.attempt(message.id) is None
    message.refresh_from_db()
    assert message.state == State.SENT
    assert message.sent_at is not None
    [mail] = server
    assert isinstance(mail, Mail)
    assert mail.message_id == f"{message.id}@localhost"


def test_a_message_being_sent_is_left_to_its_worker(server: Server) -> None:
    message = hello()
    Message.objects.update(state=State.SENDING, claimed_at=clock.now(), attempts=1)
    again_at = delivery.attempt(message.id)
    assert server == []
    assert again_at is not None
    with clock.at(again_at):
        assert delivery.attempt(message.id) is None
    assert len(server) == 1


@pytest.mark.parametrize("failure", [Temporary("greeting 421"), Uncertain("content SMTPServerDisconnected")])
def test_a_passing_failure_is_tried_again_later(server: Server, failure: NotSent) -> None:
    server.append(failure)
    message = hello()
    again_at = delivery.attempt(message.id)
    assert again_at is not None
    assert timedelta(seconds=11) < again_at - clock.now() < timedelta(seconds=19)
    message.refresh_from_db()
    assert (message.state, message.attempts, message.last_error) == (State.QUEUED, 1, failure.reason)
    assert delivery.attempt(message.id) == again_at
    with clock.at(again_at):
        assert delivery.attempt(message.id) is None
    message.refresh_from_db()
    assert (message.state, message.last_error) == (State.SENT, "")


def test_a_refused_message_is_not_tried_again(server: Server) -> None:
    server.append(Refused("RCPT 550"))
    message = hello()
    assert delivery.attempt(message.id) is None
    assert delivery.attempt(message.id) is None
    message.refresh_from_db()
    assert (message.state, message.attempts, message.last_error) == (State.FAILED, 1, "RCPT 550")


def test_at_most_one_duplicate_of_an_uncertain_message(server: Server) -> None:
    server += [Uncertain("content"), Uncertain("content")]
    message = hello()
    again_at = delivery.attempt(message.id)
    assert again_at is not None
    with clock.at(again_at):
        assert delivery.attempt(message.id) is None
    message.refresh_from_db()
    assert (message.state, message.uncertain) == (State.FAILED, 2)


def test_trying_ends(server: Server) -> None:
    server.append(Temporary("connect ConnectionRefusedError"))
    message = hello()
    Message.objects.update(attempts=MOST_ATTEMPTS - 1)
    assert delivery.attempt(message.id) is None
    message.refresh_from_db()
    assert message.state == State.FAILED


def test_a_late_worker_does_not_overwrite_its_successor(monkeypatch: pytest.MonkeyPatch) -> None:
    message = hello()
    calls: list[Callable[[], object]] = [lambda: delivery.attempt(message.id)]

    class Slow:
        """While the first worker waits for the server its lease ends, and a second worker delivers."""

        def send(self, _mail: Mail) -> None:
            if calls:
                with clock.at(clock.now() + timedelta(seconds=settings.MAIL.lease + 1)):
                    calls.pop()()
                raise Temporary("too late")

    monkeypatch.setattr(delivery, "mailer", Slow)
    delivery.attempt(message.id)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.SENT, 2)


def test_a_failed_message_can_be_sent_again(server: Server) -> None:
    server.append(Refused("RCPT 550"))
    message = hello()
    delivery.attempt(message.id)
    assert retry(message_id=message.id).state == State.QUEUED
    assert delivery.attempt(message.id) is None
    message.refresh_from_db()
    assert message.state == State.SENT
    assert retry(message_id=message.id).state == State.SENT


def test_a_message_taken_back_is_not_sent(server: Server) -> None:
    message = hello()
    assert drop(key="hello")
    assert delivery.attempt(message.id) is None
    assert not drop(key="hello")
    assert server == []


def test_a_message_that_cannot_be_written_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def send(self, _mail: Mail) -> None:
            raise ValueError("asha@pathya.example")

    monkeypatch.setattr(delivery, "mailer", Broken)
    message = hello()
    assert delivery.attempt(message.id) is not None
    message.refresh_from_db()
    assert message.last_error == "ValueError"


def test_a_worker_that_dies_is_followed_after_its_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    class Mortal:
        def send(self, mail: Mail) -> None:
            seen.append(mail.message_id)
            if len(seen) == 1:
                raise SystemExit

    monkeypatch.setattr(delivery, "mailer", Mortal)
    message = hello()
    with pytest.raises(SystemExit):
        delivery.attempt(message.id)
    again_at = delivery.attempt(message.id)
    assert again_at is not None
    with clock.at(again_at):
        assert delivery.attempt(message.id) is None
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.SENT, 2)
    assert seen[0] == seen[1]
