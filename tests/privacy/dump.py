"""All that stands in the database, as text, seen from the transaction of the test."""

from django.db import connection


def dump() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        parts = []
        for name in tables:
            with cursor.copy(f"COPY (SELECT * FROM {name}) TO STDOUT") as copy:  # type: ignore[attr-defined]
                parts.append(b"".join(bytes(chunk) for chunk in copy).decode())
    return "\n".join(parts)
