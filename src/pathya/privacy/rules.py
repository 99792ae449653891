"""What a domain answers when a person's data is gathered or erased."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


@dataclass(frozen=True)
class Part:
    """One table or folder of an export: rows of plain JSON values, or files as streams of bytes.

    `name` is the file's name without ending (`health_metrics`); `title` is read by people. `files` yields
    (path within the ZIP, chunks of bytes); `resources` are FHIR R4 resources for the bundle.
    """

    name: str
    title: str
    rows: Iterable[dict[str, Any]] = ()
    files: Iterable[tuple[str, Iterable[bytes]]] = ()
    resources: Iterable[dict[str, Any]] = field(default=())


class Fate(StrEnum):
    REMOVED = "removed"
    ANONYMISED = "anonymised"
    KEPT = "kept"


@dataclass(frozen=True)
class Erased:
    """What became of one class of records; `reason` says why something is kept (shown to the person)."""

    name: str
    fate: Fate
    count: int
    reason: str = ""
