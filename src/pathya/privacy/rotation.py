"""Moving what is sealed to the newest key, while the program runs.

Small batches, each text swapped only where it still is the one that was read: whoever writes meanwhile writes with the
newest key anyway. Stopping is harmless; beginning anew goes on where it stood.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models
from psycopg import sql

from pathya.kit import crypto
from pathya.kit.fields import EncryptedTextField
from pathya.operations.models import AuditAnchor
from pathya.privacy import keys
from pathya.privacy.models import DataKey

BATCH = 200
PASSES = 5


@dataclass(frozen=True)
class Place:
    """One column of sealed texts."""

    table: str
    column: str
    keys: tuple[str, ...]
    model: type[models.Model]
    field: EncryptedTextField | None

    def bound(self, keys_: tuple[Any, ...]) -> str:
        row = self.model(pk=keys_ if len(keys_) > 1 else keys_[0])
        return self.field.place(row) if self.field else keys.place(row.pk)

    @property
    def names(self) -> dict[str, sql.Composable]:
        comma = sql.SQL(", ")
        return {
            "table": sql.Identifier(self.table),
            "column": sql.Identifier(self.column),
            "keys": comma.join(sql.Identifier(key) for key in self.keys),
            "marks": comma.join(sql.Placeholder() for _key in self.keys),
        }


READ = sql.SQL("""SELECT {column}, {keys} FROM {table}
WHERE {column} LIKE 'v1:%%' AND NOT starts_with({column}, %s) {after}
ORDER BY {keys} LIMIT {batch}""")
AFTER = sql.SQL("AND ({keys}) > ({marks})")
SWAP = sql.SQL("UPDATE {table} SET {column} = %s WHERE {column} = %s AND ({keys}) = ({marks})")
COUNT = sql.SQL("SELECT split_part({column}, ':', 2), count(*) FROM {table} WHERE {column} LIKE 'v1:%%' GROUP BY 1")


def places() -> Iterator[Place]:
    """The data keys, and every encrypted column of every model."""
    yield Place(DataKey._meta.db_table, "sealed", ("person",), DataKey, None)
    for model in apps.get_models():
        meta = model._meta
        for field in meta.local_fields:
            if isinstance(field, EncryptedTextField) and not meta.proxy:
                yield Place(
                    meta.db_table, str(field.column), tuple(str(key.column) for key in meta.pk_fields), model, field
                )


def rotate() -> Iterator[tuple[str, int, int]]:
    """Per column: name, texts moved, texts whose key is gone (they were unreadable before as well)."""
    for place in places():
        moved = lost = 0
        for _ in range(PASSES):
            now, lost = _pass(place)
            moved += now
            if not now:
                break
        yield f"{place.table}.{place.column}", moved, lost


def status() -> dict[str, Counter[str]]:
    """Key id → what hangs on it → how many."""
    found: dict[str, Counter[str]] = {}
    with connection.cursor() as cursor:
        for place in places():
            cursor.execute(COUNT.format(**place.names))
            for key_id, count in cursor.fetchall():
                found.setdefault(key_id, Counter())[f"{place.table}.{place.column}"] += count
    for key_id, count in AuditAnchor.objects.values_list("key_id").annotate(models.Count("number")):
        found.setdefault(key_id, Counter())["signatures of the audit trail"] += count
    return found


def _pass(place: Place) -> tuple[int, int]:
    moved = lost = 0
    newest = f"{crypto.VERSION}:{crypto.newest_key()}:"
    first = READ.format(**place.names, after=sql.SQL(""), batch=sql.Literal(BATCH))
    later = READ.format(**place.names, after=AFTER.format(**place.names), batch=sql.Literal(BATCH))
    swap = SWAP.format(**place.names)
    rows: list[tuple[Any, ...]] = []
    while True:
        with connection.cursor() as cursor:
            cursor.execute(later if rows else first, [newest, *(rows[-1][1:] if rows else ())])
            rows = cursor.fetchall()
            for old, *found in rows:
                try:
                    new = crypto.rewrap(old, place.bound(tuple(found)))
                except crypto.CannotOpen:
                    lost += 1
                    continue
                cursor.execute(swap, [new, old, *found])
                moved += cursor.rowcount
        if len(rows) < BATCH:
            return moved, lost
