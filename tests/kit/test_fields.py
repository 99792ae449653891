import pytest
from django.core.exceptions import FieldError
from django.db import connection

from pathya.kit.crypto import CannotOpen
from pathya.kit.fields import Sealed
from pathya.kit.ids import new_id
from pathya.operations.models import IdempotencyKey

pytestmark = pytest.mark.django_db


def kept(body: str = "low sugar, नमस्ते") -> IdempotencyKey:
    return IdempotencyKey.objects.create(id=new_id(), fingerprint="f", body=body)


def stored(row: IdempotencyKey) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM operations_idempotencykey WHERE id = %s", [row.pk])
        return str(cursor.fetchone()[0])


def test_the_database_holds_only_the_sealed_text() -> None:
    row = kept()
    assert row.body == "low sugar, नमस्ते"
    assert stored(row).startswith("v1:")
    assert "sugar" not in stored(row)
    assert IdempotencyKey.objects.get(pk=row.pk).body == "low sugar, नमस्ते"
    row.refresh_from_db()
    assert row.body == "low sugar, नमस्ते"


def test_a_text_copied_to_another_row_does_not_open() -> None:
    one, other = kept("of one"), kept("of the other")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE operations_idempotencykey SET body = %s WHERE id = %s", [stored(one), other.pk])
    with pytest.raises(CannotOpen):
        _ = IdempotencyKey.objects.get(pk=other.pk).body


def test_it_is_opened_when_read_and_kept_when_not() -> None:
    row = kept()
    before = stored(row)
    loaded = IdempotencyKey.objects.get(pk=row.pk)
    assert isinstance(loaded.__dict__["body"], Sealed)
    assert "v1:" not in repr(loaded.__dict__["body"])
    loaded.save()
    assert stored(row) == before
    deferred = IdempotencyKey.objects.defer("body").get(pk=row.pk)
    assert deferred.body == row.body


def test_many_at_once_and_empty_ones() -> None:
    rows = [IdempotencyKey(id=new_id(), fingerprint="f", body=text) for text in ("a", "", "c")]
    IdempotencyKey.objects.bulk_create(rows)
    assert [IdempotencyKey.objects.get(pk=row.pk).body for row in rows] == ["a", "", "c"]
    assert stored(rows[1]) == ""


def test_ways_that_would_write_or_ask_for_plain_text_are_refused() -> None:
    row = kept()
    with pytest.raises(FieldError):
        IdempotencyKey.objects.filter(pk=row.pk).update(body="plain")
    with pytest.raises(FieldError):
        IdempotencyKey.objects.bulk_update([row], ["body"])
    with pytest.raises(FieldError):
        IdempotencyKey.objects.filter(body__contains="sugar").exists()
