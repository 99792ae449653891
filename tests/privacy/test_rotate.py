"""Rotation while somebody writes; afterwards the old key is not needed any more."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.conf import settings as active
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from pathya.consultations.models import Consultation
from pathya.kit import crypto
from pathya.privacy import keys, rotation
from tests.consultations.factories import call, nutritionist
from tests.factories import asha, meera

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> Consultation:
    made: Consultation = call(asha(), nutritionist(meera()))
    made.notes = "before"
    made.save()
    return made


def newer(settings: Settings) -> None:
    settings.ENCRYPTION_KEYS = {"new": b"n" * 32, **settings.ENCRYPTION_KEYS}


def test_everything_moves_and_the_old_key_can_go(row: Consultation, settings: Settings) -> None:
    sealed = crypto.seal("hers", "here", asha().pk)
    newer(settings)
    before = rotation.status()
    moved = {name: count for name, count, _lost in rotation.rotate()}
    assert moved["consultations_consultation.notes"] == moved["privacy_datakey.sealed"] == 1
    assert not any(count for _name, count, _lost in rotation.rotate())
    old = next(key for key in active.ENCRYPTION_KEYS if key != "new")
    assert before[old]["consultations_consultation.notes"] == 1
    assert set(rotation.status()) == {"new"}
    settings.ENCRYPTION_KEYS = {"new": b"n" * 32}
    keys.forget_kept()
    assert Consultation.objects.get().notes == "before"
    assert crypto.unseal(sealed, "here") == "hers"


def test_who_writes_meanwhile_wins(row: Consultation, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    newer(settings)
    real, once = crypto.rewrap, iter([True])

    def slow(sealed: str, place: str) -> str:
        again = real(sealed, place)
        if "consultation.notes" in place and next(once, False):
            row.notes = "written meanwhile"
            row.save()
        return again

    monkeypatch.setattr(crypto, "rewrap", slow)
    list(rotation.rotate())
    assert Consultation.objects.get().notes == "written meanwhile"


def test_batches_go_on_where_they_stood(row: Consultation, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 2)
    for number in range(5):
        crypto.seal("x", "y", crypto.UUID(int=number + 1))
    newer(settings)
    parts: Iterator[tuple[str, int, int]] = rotation.rotate()
    assert next(parts) == ("privacy_datakey.sealed", 5, 0)
    parts.close()  # type: ignore[attr-defined]
    assert {name: count for name, count, _ in rotation.rotate()}["consultations_consultation.notes"] == 1


def test_the_commands_tell(row: Consultation, settings: Settings) -> None:
    newer(settings)
    out = StringIO()
    call_command("keys", "status", stdout=out)
    assert "new (newest): 0" in out.getvalue()
    call_command("keys", "rotate", stdout=out)
    assert "consultations_consultation.notes: 1 moved to new" in out.getvalue()
    settings.ENCRYPTION_KEYS = {"other": b"o" * 32}
    call_command("keys", "status", stdout=out)
    assert "new (not in PATHYA_ENCRYPTION_KEYS)" in out.getvalue()
    with pytest.raises(CommandError, match="could not be opened"):
        call_command("keys", "rotate", stdout=out)
