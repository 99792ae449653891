"""What the database remembers of preparations done, so that it holds whatever DATABASE_URL points to."""

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

from pathya.config.settings import SOURCE

Connection = psycopg.Connection[tuple[Any, ...]]
LOCK = 0x70617468  # "path"


def libraries() -> str:
    """Names and versions of everything installed, read from one folder listing."""
    django = find_spec("django")
    site = Path(django.origin).parent.parent if django and django.origin else Path(sys.prefix)
    return " ".join(sorted(folder.name for folder in site.glob("*.dist-info")))


def migrations_fingerprint() -> str:
    """Changes with our migrations and with any library's version."""
    digest = hashlib.sha256(libraries().encode())
    for path in sorted(SOURCE.glob("*/migrations/*.py")):
        digest.update(str(path.relative_to(SOURCE)).encode() + path.read_bytes())
    return digest.hexdigest()


def read(db: Connection, key: str) -> str:
    """The remembered value, or nothing."""
    if db.execute("SELECT to_regclass('pathya_prepared')").fetchone() == (None,):
        return ""
    row = db.execute("SELECT value FROM pathya_prepared WHERE key = %s", [key]).fetchone()
    return str(row[0]) if row else ""


def write(db: Connection, key: str, value: str) -> None:
    db.execute("CREATE TABLE IF NOT EXISTS pathya_prepared (key text PRIMARY KEY, value text NOT NULL)")
    db.execute(
        "INSERT INTO pathya_prepared VALUES (%s, %s) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [key, value],
    )


@contextmanager
def alone(db: Connection) -> Iterator[None]:
    """Only one server at a time prepares a database; the others wait here."""
    if db.execute("SELECT pg_try_advisory_lock(%s)", [LOCK]).fetchone() == (False,):
        print("Another server prepares the database; waiting for it …", flush=True)
        db.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        db.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
