"""What a domain answers when a person's data is gathered or erased; states, names and times of rights."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Part:
    """One table or folder of an export: rows of plain JSON values, or files as streams of bytes.

    `name` is the file's name without ending (`health_metrics`); `title` is read by people. `files` yields
    (path within the ZIP, chunks of bytes); `resources` are FHIR R4 resources for the bundle.
    """

    name: str
    title: str
    rows: Iterable[Mapping[str, Any]] = ()
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


class Channel(TextChoices):
    """Where a word was given."""

    PAGE = "page", _("on the site")
    API = "api", _("in an app")


class ExportState(TextChoices):
    WAITING = "waiting", _("waiting")
    MAKING = "making", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")
    OVER = "over", _("over")

    @classmethod
    def open_ones(cls) -> list[str]:
        return [cls.MAKING.value, cls.READY.value, cls.WAITING.value]


class Event(StrEnum):
    """Names in the audit trail."""

    CONSENT_GIVEN = "privacy.consent.given"
    CONSENT_WITHDRAWN = "privacy.consent.withdrawn"
    EXPORT_ASKED = "privacy.export.asked"
    EXPORT_READY = "privacy.export.ready"
    EXPORT_OPENED = "privacy.export.opened"
    DELETION_ASKED = "privacy.deletion.asked"
    DELETION_CANCELLED = "privacy.deletion.cancelled"
    ERASED = "privacy.person.erased"


EXPORT_LIFE = timedelta(hours=24)
EXPORT_RETRY = timedelta(hours=6)
"""An export that is not ready by then has failed."""
TO_CHANGE_ONES_MIND = timedelta(days=30)
ERASED_DOMAIN = "@erased.invalid"
