"""Rate limits, shared by all processes: one statement in the database per check.

A window opens with the first try and closes `seconds` later. Tries count whatever becomes of the caller's
transaction: inside one, the count is written over a connection of its own.
"""

import hashlib
import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import InterfaceError, OperationalError

from pathya.kit import clock, sql
from pathya.kit.errors import TooManyTries

COUNT = """
INSERT INTO operations_limit AS l (id, opened_at, closes_at, used) VALUES (%(id)s, %(now)s, %(closes)s, 1)
ON CONFLICT (id) DO UPDATE SET
  opened_at = CASE WHEN l.closes_at <= %(now)s THEN %(now)s ELSE l.opened_at END,
  closes_at = CASE WHEN l.closes_at <= %(now)s THEN %(closes)s ELSE l.closes_at END,
  used = CASE WHEN l.closes_at <= %(now)s THEN 1 ELSE least(l.used + 1, %(most)s) END
RETURNING used, closes_at
"""
USED = "SELECT used, closes_at FROM operations_limit WHERE id = %s AND closes_at > %s"

_side: BaseDatabaseWrapper | None = None
_side_lock = threading.Lock()


def check(name: str, key: str, *, limit: int, seconds: int) -> None:
    """Count one try of `key` (an address, an account; stored hashed); above `limit` raise TooManyTries."""
    now = clock.now()
    values = {"id": _id(name, key), "now": now, "closes": now + timedelta(seconds=seconds), "most": limit + 1}
    if _in_transaction():
        with _autocommitting() as cursor:
            cursor.execute(COUNT, values)
            used, closes = cursor.fetchone()
    else:
        ((used, closes),) = sql.opening_rows(COUNT, values)
    if used > limit:
        raise TooManyTries(retry_after=max(1, math.ceil((closes - now).total_seconds())))


def require_left(name: str, key: str, *, limit: int) -> None:
    """Raise TooManyTries when the tries counted so far have used up `limit`; counts nothing itself."""
    now = clock.now()
    with _autocommitting() as cursor:
        cursor.execute(USED, [_id(name, key), now])
        row = cursor.fetchone()
    if row and row[0] >= limit:
        raise TooManyTries(retry_after=max(1, math.ceil((row[1] - now).total_seconds())))


def forget(name: str, key: str) -> None:
    """Open a new window: what was counted no longer counts (after a success)."""
    with _autocommitting() as cursor:
        cursor.execute("DELETE FROM operations_limit WHERE id = %s", [_id(name, key)])


def clean() -> int:
    """Delete closed windows; how many."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM operations_limit WHERE closes_at <= %s", [clock.now()])
        return int(cursor.rowcount)


def _id(name: str, key: str) -> str:
    digest = hashlib.blake2b(key.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16)
    return f"{name}:{digest.hexdigest()}"


def _in_transaction() -> bool:
    """Whether the caller is in one (a test's own enclosing transaction does not count)."""
    return not all(getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)


@contextmanager
def _autocommitting() -> Iterator[Any]:
    """A cursor outside the caller's transaction."""
    if not _in_transaction():
        with connection.cursor() as cursor:
            yield cursor
        return
    global _side  # noqa: PLW0603 – one per process
    with _side_lock:
        if _side is None:
            _side = connection.copy()
            _side.inc_thread_sharing()
        _side.close_if_unusable_or_obsolete()
        try:
            with _side.cursor() as cursor:
                yield cursor
        except (OperationalError, InterfaceError):
            _side.close()
            raise
