"""Data keys: made on first use, kept in process for a short while, destroyed for good."""

import base64
import os
import threading
import time
from uuid import UUID

from pathya.kit import clock, crypto
from pathya.privacy.models import DataKey

KEPT_SECONDS = 30
"""A destroyed key can still open texts in another process for this long."""
MOST = 1000

_kept: dict[UUID, tuple[float, bytes]] = {}
_lock = threading.Lock()


def data_key(person: UUID, *, create: bool = False) -> bytes | None:
    """The key of a person; made when there is none and `create` says so; None once destroyed."""
    now = time.monotonic()
    with _lock:
        kept = _kept.get(person)
    if kept and now - kept[0] < KEPT_SECONDS:
        return kept[1]
    row = DataKey.objects.filter(person=person).first()
    if row is None and create:
        row = _make(person)
    if row is None or row.destroyed_at:
        return None
    key = base64.b64decode(crypto.unseal(row.sealed, place(person)))
    _keep(person, key, now)
    return key


def destroy(person: UUID) -> None:
    """What was sealed for this person can be opened no more, wherever a copy of it lies; safe to repeat."""
    DataKey.objects.get_or_create(person=person, defaults={"destroyed_at": clock.now()})
    DataKey.objects.filter(person=person, destroyed_at=None).update(sealed="", destroyed_at=clock.now())
    with _lock:
        _kept.pop(person, None)


def forget_kept() -> None:
    """Read every key anew (after a rollback in tests, after a rotation)."""
    with _lock:
        _kept.clear()


def place(person: UUID) -> str:
    """What a wrapped key is bound to."""
    return f"privacy.data_key:{person.hex}"


def _make(person: UUID) -> DataKey:
    sealed = crypto.seal(base64.b64encode(os.urandom(32)).decode(), place(person))
    DataKey.objects.bulk_create([DataKey(person=person, sealed=sealed)], ignore_conflicts=True)
    return DataKey.objects.get(person=person)


def _keep(person: UUID, key: bytes, now: float) -> None:
    with _lock:
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[person] = (now, key)
