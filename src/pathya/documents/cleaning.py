"""Heals what was left: deleted documents, uploads given up, objects of the store that no row knows."""

from uuid import UUID

import structlog
from django.db import transaction

from pathya.documents import content
from pathya.documents.models import Document, Upload
from pathya.documents.rules import STRAY_LIFE, UNDO_LIFE, Event
from pathya.integrations.storage import StorageAway, storage
from pathya.kit import clock
from pathya.operations import audit

MOST = 500
FOLDERS = ("quarantine/", "documents/", "thumbnails/")
log = structlog.get_logger()


def erase_deleted() -> int:
    """Erase documents that were deleted ten minutes ago: first the objects, then the row."""
    rows = Document.objects.filter(deleted_at__lt=clock.now() - UNDO_LIFE).order_by("deleted_at")[:MOST]
    return sum(_erase(document) for document in list(rows))


def forget_uploads() -> int:
    """Uploads over their day and finished ones go with their parts."""
    rows = list(Upload.objects.filter(expires_at__lt=clock.now()).order_by("expires_at")[:MOST])
    done = [upload for upload in rows if content.remove(*(upload.part(part) for part in upload.parts))]
    Upload.objects.filter(pk__in=[upload.pk for upload in done]).delete()
    return len(done)


def sweep_strays() -> int:
    """Delete objects older than a day that belong to no row (a process was killed between file and row)."""
    try:
        return sum(_sweep(folder) for folder in FOLDERS) + _sweep_parts()
    except StorageAway:
        log.warning("strays_not_swept")
        return 0


def _erase(document: Document) -> bool:
    if not content.remove(*document.objects_in_store):
        return False
    with transaction.atomic():
        deleted, _ = Document.objects.filter(pk=document.pk, deleted_at=document.deleted_at).delete()
        if deleted:
            audit.record(Event.ERASED, actor=None, subject=document)
    return bool(deleted)


def _sweep(folder: str) -> int:
    old = clock.now() - STRAY_LIFE
    strays = {found.name: _id(found.name) for found in storage().names(folder) if found.changed_at < old}
    known = set(Document.objects.filter(pk__in=[key for key in strays.values() if key]).values_list("pk", flat=True))
    gone = [name for name, key in strays.items() if key not in known]
    content.remove(*gone)
    return len(gone)


def _sweep_parts() -> int:
    old = clock.now() - STRAY_LIFE
    parts = {found.name: _id(found.name) for found in storage().names("uploads/") if found.changed_at < old}
    rows = Upload.objects.filter(pk__in=[key for key in parts.values() if key]).values_list("pk", "parts")
    known = {f"uploads/{key}/{part}" for key, held in rows for part in held}
    gone = [name for name in parts if name not in known]
    content.remove(*gone)
    return len(gone)


def _id(name: str) -> UUID | None:
    try:
        return UUID(name.split("/")[1])
    except (IndexError, ValueError):
        return None
