"""What the job does with a document in quarantine: scan, draw anew, let out; or turn away."""

from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import F

from pathya.documents import content, rendering
from pathya.documents.models import Document
from pathya.documents.rules import Event, Media, Status, wait
from pathya.documents.sealed import Unreadable
from pathya.integrations.antivirus import ScannerAway, scanner
from pathya.integrations.storage import Missing, StorageAway, StorageFull
from pathya.kit import clock
from pathya.operations import audit

log = structlog.get_logger()


@dataclass(frozen=True)
class Outcome:
    status: Status
    reason: str = ""
    size: int = 0
    has_thumbnail: bool = False


def examine(document_id: UUID) -> None:
    """Examine one document that is due; does nothing for another. Scanner or store away: tried again later."""
    document = _claimed(document_id)
    if document is None:
        return
    try:
        with content.file_of(document) as original:
            outcome = _examined(document, original)
    except (Missing, Unreadable):
        outcome = Outcome(Status.REFUSED, "damaged")
    except (ScannerAway, StorageAway, StorageFull) as error:
        _note(document, str(error) if isinstance(error, ScannerAway) else error.code)
        return
    if _finished(document, outcome):
        left = (document.quarantine,) if outcome.status == Status.CLEAN else document.objects_in_store
        content.remove(*left)


def _claimed(document_id: UUID) -> Document | None:
    """Counts the try and sets the next one before anything is done, so that a killed worker costs only time."""
    with transaction.atomic():
        rows = Document.objects.select_for_update().filter(pk=document_id, status=Status.WAITING, deleted_at=None)
        document = rows.filter(next_try_at__lte=clock.now()).first()
        if document is not None:
            document.attempts = min(document.attempts + 1, 30_000)
            document.next_try_at = clock.now() + wait(document.attempts)
            document.save(update_fields=["attempts", "next_try_at"])
    return document


def _examined(document: Document, original: BinaryIO) -> Outcome:
    verdict = scanner().scan(content.pieces_of(original))
    if not verdict.is_clean:
        return Outcome(Status.INFECTED, verdict.infected_with)
    if document.is_picture:
        return _picture(document, original)
    content.keep(document.object, content.pieces_of(original), document.file_key)
    drawn = document.media == Media.PDF and _thumbnail(document, original)
    return Outcome(Status.CLEAN, size=document.size, has_thumbnail=drawn)


def _picture(document: Document, original: BinaryIO) -> Outcome:
    """Only what was drawn anew leaves the quarantine."""
    try:
        made = rendering.drawn("picture", original, document.media)
    except rendering.NotDrawn:
        return Outcome(Status.REFUSED, "damaged")
    with made:
        size = made.seek(0, 2)
        content.keep(document.object, content.pieces_of(made), document.file_key)
    return Outcome(Status.CLEAN, size=size, has_thumbnail=_thumbnail(document, original))


def _thumbnail(document: Document, original: BinaryIO) -> bool:
    """A document is good without one."""
    try:
        made = rendering.drawn("thumbnail", original, document.media)
    except rendering.NotDrawn:
        return False
    with made:
        content.keep(document.thumbnail, content.pieces_of(made), document.file_key)
    return True


@transaction.atomic
def _finished(document: Document, outcome: Outcome) -> bool:
    """Write the outcome, once."""
    rows = Document.objects.filter(pk=document.pk, status=Status.WAITING)
    changed = rows.update(
        status=outcome.status,
        reason=outcome.reason[:120],
        size=outcome.size or F("size"),
        has_thumbnail=outcome.has_thumbnail,
        examined_at=clock.now(),
        scanner_note="",
    )
    if changed:
        event = Event.FOUND_CLEAN if outcome.status == Status.CLEAN else Event.FOUND_BAD
        detail = {"status": outcome.status.value, "reason": outcome.reason}
        audit.record(event, actor=None, subject=document, detail=detail)
    return bool(changed)


def _note(document: Document, why: str) -> None:
    log.warning("document_waits", document=str(document.pk), why=why, attempts=document.attempts)
    Document.objects.filter(pk=document.pk).update(scanner_note=why[:120])
