"""What recurring jobs do: nothing queued is forgotten, nothing personal is kept too long."""

from dataclasses import replace
from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.core.mail import EmailMultiAlternatives, send_mail
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from pathya.kit import clock
from pathya.operations.tasks import MOST_RUNS, retry_stalled_jobs
from pathya.outbox import delivery, tasks, upkeep
from pathya.outbox.models import Message, MessageAttachment
from pathya.outbox.rules import State
from pathya.outbox.services import Attachment
from tests.outbox.factories import hello

pytestmark = pytest.mark.django_db


def jobs() -> int:
    return ProcrastinateJob.objects.filter(task_name=upkeep.DELIVER).count()


def forget_jobs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.mark.parametrize("state", [State.QUEUED, State.SENDING])
def test_an_overdue_message_without_a_job_gets_one(state: State) -> None:
    hello()
    Message.objects.update(state=state, claimed_at=clock.now() if state == State.SENDING else None)
    forget_jobs()
    tasks.resume(timestamp=0)
    assert jobs() == 0
    with clock.at(clock.now() + timedelta(minutes=5)):
        tasks.resume(timestamp=0)
        tasks.resume(timestamp=0)
    assert jobs() == 1


def test_a_message_that_waits_for_its_time_is_left_alone() -> None:
    hello()
    with clock.at(clock.now() + timedelta(minutes=5)):
        tasks.resume(timestamp=0)
        assert jobs() == 1
        forget_jobs()
        Message.objects.update(state=State.SENT, sent_at=clock.now())
        tasks.resume(timestamp=0)
    assert jobs() == 0


def test_contents_are_emptied_and_rows_deleted_in_time(settings: Settings) -> None:
    settings.MAIL = replace(settings.MAIL, body_days=7, row_days=400)
    sent = hello(key="sent", attachments=[Attachment("call.ics", "text/calendar", b"BEGIN")])
    delivery.attempt(sent.id)
    hello(key="queued")
    with clock.at(clock.now() + timedelta(days=6)):
        tasks.forget(timestamp=0)
    assert Message.objects.exclude(text="").count() == 2
    with clock.at(clock.now() + timedelta(days=8)):
        tasks.forget(timestamp=0)
        tasks.forget(timestamp=0)
    sent.refresh_from_db()
    assert (sent.subject, sent.text, sent.html, sent.state) == ("", "", "", State.SENT)
    assert not MessageAttachment.objects.exists()
    assert Message.objects.get(key="queued").text
    with clock.at(clock.now() + timedelta(days=401)):
        tasks.forget(timestamp=0)
    assert [message.key for message in Message.objects.all()] == ["queued"]


def test_development_keeps_everything() -> None:
    message = hello()
    delivery.attempt(message.id)
    with clock.at(clock.now() + timedelta(days=300)):
        tasks.forget(timestamp=0)
    assert Message.objects.get().html


@pytest.mark.parametrize(("runs", "status"), [(0, "todo"), (MOST_RUNS, "failed")])
def test_the_job_of_a_dead_worker_runs_again_until_it_has_killed_too_many(runs: int, status: str) -> None:
    hello()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '31 s') RETURNING id"
        )
        [worker] = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s WHERE task_name = %s",
            [worker, runs, upkeep.DELIVER],
        )
    async_to_sync(retry_stalled_jobs.func)(timestamp=0)
    assert ProcrastinateJob.objects.get(task_name=upkeep.DELIVER).status == status


def test_mail_sent_djangos_way_goes_into_the_outbox(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "pathya.outbox.backend.OutboxBackend"  # test runners put another in its place
    send_mail("A page\nwaits", "Please look", None, ["esha@pathya.example"])
    mail = EmailMultiAlternatives("Two", "Text", to=["adi@pathya.example"])
    mail.attach_alternative("<p>Text</p>", "text/html")
    mail.send()
    first, second = Message.objects.order_by("created_at")
    assert (first.to, first.subject, first.text) == ("esha@pathya.example", "A page waits", "Please look")
    assert (second.to, second.html) == ("adi@pathya.example", "<p>Text</p>")
    assert jobs() == 2
