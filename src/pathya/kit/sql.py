"""One prepared statement on the raw psycopg connection: what measured hot paths use (docs/performance.md).

Django binds parameters in the client, so its own cursors never reuse a plan.
"""

import time
from collections.abc import Mapping
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from psycopg import Cursor


def rows(statement: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Every row of a prepared statement, in the current transaction; asserted query counts see it.

    `parameters` are named (`%(name)s`). Errors of the database are Django's, as with the ORM.
    """
    connection.ensure_connection()
    began = time.monotonic()
    try:
        with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
            cursor.execute(statement, parameters, prepare=True, binary=True)
            return cursor.fetchall() if cursor.description else []
    finally:
        if connection.queries_logged:
            connection.queries_log.append({"sql": statement, "time": f"{time.monotonic() - began:.3f}"})


def opening_rows(statement: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """As `rows`, for a request's first statement, when it may safely run twice.

    Where the server was restarted since the last request, it goes over a new connection.
    """
    try:
        return rows(statement, parameters)
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block or connection.is_usable():
            raise
        connection.close()
        return rows(statement, parameters)
