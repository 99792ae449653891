"""What is typed into an encrypted field stands nowhere in clear: every field of every model, by introspection."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from pathya.kit import clock
from pathya.kit.fields import EncryptedJSONField, EncryptedTextField
from pathya.kit.ids import new_id
from tests.api import ApiClient
from tests.consultations.factories import NOW, kind, nutritionist
from tests.factories import asha, meera
from tests.privacy.dump import dump

MARKER = "marker-7f3a"


def sealed_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if any(is_sealed(field) for field in model._meta.local_fields)]


def is_sealed(field: Any) -> bool:
    return isinstance(field, EncryptedTextField)


def filled(model: type[models.Model], marker: str) -> models.Model:
    """A row with the marker in every encrypted field, and in the others whatever their type takes."""
    given: dict[str, Any] = {}
    for field in model._meta.local_concrete_fields:
        if is_sealed(field):
            given[field.attname] = {"text": marker} if isinstance(field, EncryptedJSONField) else marker
        elif not field.has_default() and not field.null and not isinstance(field, models.AutoField):
            given[field.attname] = value(field)
    return model(**given)


def value(field: Any) -> Any:
    if isinstance(field, models.ForeignKey):
        return value(field.target_field) if not isinstance(field.target_field, models.AutoField) else 1
    for kinds, made in (
        (ArrayField, []),
        (models.UUIDField, new_id()),
        (models.DateTimeField, NOW),
        (models.DateField, date(2026, 11, 25)),
        (models.BooleanField, False),
        ((models.IntegerField, models.DecimalField, models.FloatField), 1),
        (models.JSONField, {}),
        (models.BinaryField, b"x"),
    ):
        if isinstance(field, kinds):  # type: ignore[arg-type]
            return made
    length = field.max_length or 64
    return uuid4().hex[:length]


@pytest.mark.django_db
def test_every_encrypted_field_of_every_model_is_sealed_in_the_tables() -> None:
    found = sealed_models()
    assert len(found) >= 5
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for number, model in enumerate(found):
            table = model._meta.db_table
            cursor.execute(
                "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('c', 'x')", [table]
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
            filled(model, f"{MARKER}-{number}").save(force_insert=True)
    assert MARKER not in dump()
    for number, model in enumerate(found):
        row = model._default_manager.last()
        opened = [getattr(row, field.attname) for field in model._meta.local_concrete_fields if is_sealed(field)]
        assert all(f"{MARKER}-{number}" in str(text) for text in opened), model


@pytest.mark.django_db
def test_notes_of_a_call_are_in_no_log_job_mail_or_table(capfd: pytest.CaptureFixture[str]) -> None:
    who = nutritionist(meera())
    body = {
        "nutritionistId": str(who.pk),
        "kindId": str(kind().pk),
        "scheduledAt": datetime(2027, 1, 12, 4, 30, tzinfo=NOW.tzinfo).isoformat(),
        "timezone": "Asia/Kolkata",
        "notes": MARKER,
    }
    with clock.at(NOW):
        answer = ApiClient(asha()).call("POST", "/consultations/book", body, Idempotency_Key=MARKER[::-1])
        assert answer.status_code == 201
        call = answer.json()["data"]["id"]
        cancelled = ApiClient(asha()).call("POST", f"/consultations/{call}/cancel", {"reason": MARKER})
    assert cancelled.status_code == 200
    text = dump()
    assert call in text
    assert MARKER not in text
    logged = capfd.readouterr()
    assert MARKER not in logged.out + logged.err
