"""Who was erased, kept outside of the database: an old backup does not bring them back (docs/privacy.md)."""

import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings

from pathya.kit import clock
from pathya.kit.folders import make_private


def path() -> Path:
    return Path(settings.ERASURES_DIR) / "journal.jsonl"


def note(person: UUID) -> None:
    """Append an id and the time; on the disk when this returns."""
    make_private(path().parent)
    line = json.dumps({"person": str(person), "at": clock.now().isoformat()}) + "\n"
    descriptor = os.open(path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        os.write(descriptor, line.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def people() -> Iterator[UUID]:
    """Everybody who was erased; a line cut by a crash is passed over."""
    if not path().exists():
        return
    with path().open() as lines:
        for line in lines:
            try:
                yield UUID(json.loads(line)["person"])
            except (ValueError, KeyError, TypeError):
                continue
