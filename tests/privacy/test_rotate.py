"""Rotation while somebody writes; afterwards the old key is not needed any more."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.conf import settings as active
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from pathya.kit import crypto
from pathya.kit.ids import new_id
from pathya.operations.models import IdempotencyKey
from pathya.privacy import keys, rotation
from tests.factories import asha

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> IdempotencyKey:
    return IdempotencyKey.objects.create(id=new_id(), fingerprint="x", body="before")


def newer(settings: Settings) -> None:
    settings.ENCRYPTION_KEYS = {"new": b"n" * 32, **settings.ENCRYPTION_KEYS}


def test_everything_moves_and_the_old_key_can_go(row: IdempotencyKey, settings: Settings) -> None:
    sealed = crypto.seal("hers", "here", asha().pk)
    newer(settings)
    before = rotation.status()
    moved = {name: count for name, count, _lost in rotation.rotate()}
    assert moved["operations_idempotencykey.body"] == moved["privacy_datakey.sealed"] == 1
    assert not any(count for _name, count, _lost in rotation.rotate())
    old = next(key for key in active.ENCRYPTION_KEYS if key != "new")
    assert before[old]["operations_idempotencykey.body"] == 1
    assert set(rotation.status()) == {"new"}
    settings.ENCRYPTION_KEYS = {"new": b"n" * 32}
    keys.forget_kept()
    assert IdempotencyKey.objects.get().body == "before"
    assert crypto.unseal(sealed, "here") == "hers"


def test_who_writes_meanwhile_wins(row: IdempotencyKey, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    newer(settings)
    real, once = crypto.rewrap, iter([True])

    def slow(sealed: str, place: str) -> str:
        again = real(sealed, place)
        if "idempotencykey.body" in place and next(once, False):
            row.body = "written meanwhile"
            row.save()
        return again

    monkeypatch.setattr(crypto, "rewrap", slow)
    list(rotation.rotate())
    assert IdempotencyKey.objects.get().body == "written meanwhile"


def test_batches_go_on_where_they_stood(
    row: IdempotencyKey, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "BATCH", 2)
    for number in range(5):
        crypto.seal("x", "y", crypto.UUID(int=number + 1))
    newer(settings)
    parts: Iterator[tuple[str, int, int]] = rotation.rotate()
    assert next(parts) == ("privacy_datakey.sealed", 5, 0)
    parts.close()  # type: ignore[attr-defined]
    assert {name: count for name, count, _ in rotation.rotate()}["operations_idempotencykey.body"] == 1


def test_the_commands_tell(row: IdempotencyKey, settings: Settings) -> None:
    newer(settings)
    out = StringIO()
    call_command("keys", "status", stdout=out)
    assert "new (newest): 0" in out.getvalue()
    call_command("keys", "rotate", stdout=out)
    assert "operations_idempotencykey.body: 1 moved to new" in out.getvalue()
    settings.ENCRYPTION_KEYS = {"other": b"o" * 32}
    call_command("keys", "status", stdout=out)
    assert "new (not in PATHYA_ENCRYPTION_KEYS)" in out.getvalue()
    with pytest.raises(CommandError, match="could not be opened"):
        call_command("keys", "rotate", stdout=out)
