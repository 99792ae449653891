"""What a store of files can do, whatever it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from pathya.kit.errors import PathyaError

PIECE = 64 * 1024


class StorageAway(PathyaError):
    """The store does not answer in time, or answers with a failure of its own; nothing half is left behind."""

    code = "storage_away"
    status = 503
    message = _("Files can't be stored or read just now. Please try again in a little while.")


class StorageFull(PathyaError):
    """There is no room; nothing half is left behind."""

    code = "storage_full"
    status = 507
    message = _("There is no room for more files just now. Please try again later.")


class Missing(Exception):
    """There is no object of that name."""


@dataclass(frozen=True)
class Stored:
    name: str
    changed_at: datetime


class Storage(Protocol):
    """Objects under names like `documents/<uuid>`; a name is made by us, never by a person.

    Every call ends within seconds: with a result, StorageAway or StorageFull.
    """

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        """Store all or nothing; replaces what was there."""

    def read(self, name: str) -> Iterator[bytes]:
        """The content in pieces; raises Missing before the first."""

    def delete(self, name: str) -> None:
        """Safe to repeat."""

    def names(self, prefix: str) -> Iterator[Stored]:
        """Every object whose name begins with `prefix`."""
