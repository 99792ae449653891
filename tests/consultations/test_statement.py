"""A booking is one statement: the call, its event and its job stand or fall together."""

from contextlib import suppress
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries

from pathya.accounts.api_auth import session_of
from pathya.consultations import services, tasks
from pathya.consultations.models import Consultation
from pathya.kit import clock
from pathya.operations.models import AuditEvent
from tests import factories as cast
from tests.consultations.factories import kind, nutritionist

pytestmark = pytest.mark.usefixtures("committed")

REFUSED_AT_COMMIT = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused at the commit'; END $$;
CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON operations_auditevent
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse();
"""


def wanted() -> dict[str, Any]:
    """Tomorrow but one at ten with Meera."""
    day = clock.today("Asia/Kolkata") + timedelta(days=2)
    return {
        "client": cast.asha(),
        "nutritionist_id": nutritionist(cast.meera()).pk,
        "kind_id": kind().pk,
        "starts_at": datetime.combine(day, time(10), ZoneInfo("Asia/Kolkata")),
        "zone": "Asia/Kolkata",
    }


def test_one_statement_without_a_transaction_around_it(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    wish = wanted()
    with django_assert_num_queries(1):
        services.book(**wish)


def test_its_job_is_the_one_that_the_task_would_defer() -> None:
    made = services.book(**wanted())
    ours = ProcrastinateJob.objects.get(task_name="consultations.tell")
    number = tasks.tell.defer(consultation_id=str(made.pk), event="booked", sequence=0)
    theirs = ProcrastinateJob.objects.get(pk=number)
    for name in ("queue_name", "task_name", "priority", "lock", "queueing_lock", "args", "scheduled_at", "status"):
        assert getattr(ours, name) == getattr(theirs, name), name


def test_what_fails_at_the_commit_leaves_nothing() -> None:
    wish = wanted()
    with connection.cursor() as cursor:
        cursor.execute(REFUSED_AT_COMMIT)
    with pytest.raises(DatabaseError, match="refused at the commit"):
        services.book(**wish)
    assert not Consultation.objects.exists()
    assert not AuditEvent.objects.filter(event="consultations.call.booked").exists()
    assert not ProcrastinateJob.objects.filter(task_name="consultations.tell").exists()


def test_a_lost_connection_is_opened_anew_by_the_first_statement() -> None:
    token = cast.access_token(cast.asha())
    with connection.cursor() as cursor, suppress(DatabaseError):
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    session = session_of(token)
    assert session
    assert session.user == cast.asha()
