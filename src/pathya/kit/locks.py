"""Waiting for rivals in the database: not for ever, and again when chance decided."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, connection, transaction

from pathya.kit.errors import PathyaError

T = TypeVar("T")

PATIENCE = "3s"
TRIES = 6
REST = 0.02
"""Seconds, doubled with each try and cut by chance, so that rivals do not meet again."""
CHANCE = frozenset({"40001", "40P01", "55P03"})
"""Serialization failure, deadlock, lock time-out: nothing was decided, the same work may succeed when repeated."""


def patiently(work: Callable[[], T], *, busy: type[PathyaError], one_statement: bool = False) -> T:
    """`work` in a transaction of its own (or a savepoint) that waits `PATIENCE` for a lock.

    Work that lost by chance is undone and repeated a few times, then `busy` is raised. Work of one statement that
    sets its own lock time-out needs no transaction around it: outside of one, the statement is the transaction.
    """
    for attempt in range(TRIES):
        try:
            if one_statement and not connection.in_atomic_block:
                return work()
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
                return work()
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", None) not in CHANCE:
                raise
        time.sleep(random.uniform(0, REST * 2**attempt))  # noqa: S311 – only to part rivals
    raise busy
