"""Queueing one mail: with the caller's transaction, once per key, in the person's language."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries

from pathya.outbox.models import Message
from pathya.outbox.rendering import render
from pathya.outbox.rules import State
from pathya.outbox.services import Attachment
from tests.outbox.factories import hello


def jobs() -> list[str]:
    return [job.args["message_id"] for job in ProcrastinateJob.objects.filter(task_name="outbox.deliver")]


@pytest.mark.django_db
def test_a_message_and_its_job_are_written() -> None:
    message = hello(attachments=[Attachment("call.ics", "text/calendar; method=REQUEST", b"BEGIN:VCALENDAR")])
    kept = Message.objects.get()
    assert kept == message
    assert (kept.to, kept.state, kept.language) == ("asha@pathya.example", State.QUEUED, "en")
    assert kept.subject == "Hello Asha"
    assert kept.text.startswith("Hello Asha")
    assert "<!doctype html>" in kept.html
    assert "Hello Asha" in kept.html
    assert bytes(kept.attachments.get().content) == b"BEGIN:VCALENDAR"
    assert jobs() == [str(kept.id)]


@pytest.mark.usefixtures("committed")
def test_what_is_rolled_back_sends_nothing() -> None:
    with transaction.atomic():
        hello()
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    assert jobs() == []


@pytest.mark.django_db
def test_the_same_key_gives_the_first_message() -> None:
    first = hello()
    assert hello(name="Bilal") == first
    assert Message.objects.get().subject == "Hello Asha"
    assert len(jobs()) == 1


@pytest.mark.usefixtures("committed")
def test_eight_at_once_with_one_key_write_one_message() -> None:
    start = Barrier(8)

    def write(number: int) -> UUID:
        start.wait()
        try:
            with transaction.atomic():
                return hello(name=str(number)).id
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(write, range(8)))
    assert ids == {Message.objects.get().id}
    assert len(jobs()) == 1


@pytest.mark.django_db
def test_a_mail_costs_four_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(4):
        hello()


@pytest.mark.django_db
def test_line_breaks_in_a_name_stay_out_of_the_subject() -> None:
    message = hello(name="Asha\r\nBcc: charlie@pathya.example\u2028x\x00")
    assert message.subject == "Hello Asha Bcc: charlie@pathya.example x"


@pytest.mark.django_db
def test_markup_in_a_name_is_text() -> None:
    message = hello(name="<script>alert(1)</script>")
    assert "<script>alert" not in message.html
    assert "&lt;script&gt;alert(1)" in message.html
    assert "<script>alert(1)" in message.text


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["asha@pathya.example\r\nBcc: x@pathya.example", "a@x.example, b@x.example", ""])
def test_something_that_is_not_one_address_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        hello(to=address)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=60))
def test_any_name_can_be_written(name: str) -> None:
    rendered = render("outbox_test/hello", {"name": name}, "en")
    assert "\n" not in rendered.subject
    assert "Open your portal" in rendered.html
