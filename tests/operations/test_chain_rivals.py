"""Writers to the trail who lock other rows too."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from pathya.operations import audit, chain
from pathya.operations.models import AuditEvent


@pytest.fixture
def one_chain(committed: str) -> None:
    """Every backend writes to the same chain, so that they would wait for each other if they could."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('audit_chain'::regproc)")
        cursor.execute(cursor.fetchone()[0].replace("pg_backend_pid() % 64", "7"))


@pytest.mark.usefixtures("one_chain")
def test_writers_that_lock_other_rows_do_not_deadlock() -> None:
    """Half of them record before they take a lock that all need, half of them after."""

    def write(number: int) -> None:
        try:
            for _ in range(5):
                with transaction.atomic(), connection.cursor() as cursor:
                    if number % 2:
                        audit.record("tests.event.raced", actor=None, subject=None)
                    cursor.execute("SELECT pg_advisory_xact_lock(7)")
                    audit.record("tests.event.raced", actor=None, subject=None)
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(write, range(16)))
    assert AuditEvent.objects.filter(event="tests.event.raced").count() == 120
    assert list(chain.problems()) == []
