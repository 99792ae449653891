"""One prepared statement on the raw psycopg connection: what measured hot paths use (docs/performance.md).

Django binds parameters in the client, so its own cursors never reuse a plan.
"""

import re
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from psycopg import RawCursor

_MARK = re.compile(r"%(?:\((\w+)\)s|%)")


def rows(statement: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Every row of a prepared statement, in the current transaction; asserted query counts see it.

    `parameters` are named (`%(name)s`). Errors of the database are Django's, as with the ORM.
    """
    connection.ensure_connection()
    began = time.monotonic()
    query, names = _numbered(statement)
    try:
        with connection.wrap_database_errors, RawCursor(connection.connection) as cursor:
            cursor.execute(query, [parameters[name] for name in names], prepare=True, binary=True)
            return cursor.fetchall() if cursor.rownumber is not None else []
    finally:
        if connection.queries_logged:
            connection.queries_log.append({"sql": statement, "time": f"{time.monotonic() - began:.3f}"})


@lru_cache(maxsize=512)
def _numbered(statement: str) -> tuple[bytes, tuple[str, ...]]:
    """The statement as the server reads it (`$1`), and the names of its parameters in order.

    psycopg does the same at each execution of a statement of more than 4,096 characters, at a few hundred µs.
    """
    names: dict[str, str] = {}

    def mark(found: re.Match[str]) -> str:
        name = found[1]
        return names.setdefault(name, f"${len(names) + 1}") if name else "%"

    return _MARK.sub(mark, statement).encode(), tuple(names)


def opening_rows(statement: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """As `rows`, for a request's first statement, when it may safely run twice.

    Where the server was restarted since the last request, it goes over a new connection. An answer proves the
    connection as well as Django's own question at a request's first statement would.
    """
    try:
        found = rows(statement, parameters)
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block or connection.is_usable():
            raise
        connection.close()
        found = rows(statement, parameters)
    connection.health_check_done = True  # type: ignore[attr-defined]
    return found
