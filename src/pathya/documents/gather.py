"""What there is about a person: for their export, and for erasure."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from pathya.accounts.models import User
from pathya.documents import content, tasks
from pathya.documents.models import Document, DocumentRequest, Upload
from pathya.documents.rules import Status
from pathya.documents.sealed import Unreadable
from pathya.integrations.storage import Missing
from pathya.privacy.rules import Erased, Fate, Part

BATCH = 200
"""Names of objects in one job."""


def gather(user: User) -> Iterator[Part]:
    """Documents with their files, and what was asked for."""
    rows = Document.objects.filter(client=user, deleted_at=None).select_related("added_by").order_by("created_at", "id")
    yield Part(
        "documents",
        _("Documents"),
        rows=(_row(document) for document in rows),
        files=((_path(document), _file(document)) for document in rows if document.is_clean),
        resources=(_reference(document) for document in rows if document.is_clean),
    )
    asked = DocumentRequest.objects.filter(client=user).select_related("nutritionist").order_by("created_at", "id")
    yield Part("document_requests", _("Documents asked for"), rows=(_request_row(request) for request in asked))


def erase(user: User) -> list[Erased]:
    """Rows now, in the caller's transaction; their files by a job of the same transaction. Safe to repeat."""
    documents = list(Document.objects.filter(client=user))
    uploads = list(Upload.objects.filter(client=user))
    names = [name for document in documents for name in document.objects_in_store]
    names += [upload.part(part) for upload in uploads for part in upload.parts]
    Upload.objects.filter(pk__in=[upload.pk for upload in uploads]).delete()
    Document.objects.filter(pk__in=[document.pk for document in documents]).delete()
    requests, _by_model = DocumentRequest.objects.filter(client=user).delete()
    for start in range(0, len(names), BATCH):
        tasks.remove_objects.defer(names=names[start : start + BATCH])
    return [
        Erased("documents", Fate.REMOVED, len(documents)),
        Erased("document_requests", Fate.REMOVED, requests),
    ]


def _path(document: Document) -> str:
    return f"documents/{document.created_at:%Y-%m-%d}-{document.pk.hex[-8:]}-{document.name}"


def _file(document: Document) -> Iterator[bytes]:
    try:
        yield from content.stream(document.object, document.file_key)
    except (Missing, Unreadable):
        return


def _row(document: Document) -> dict[str, Any]:
    return {
        "id": str(document.pk),
        "type": document.kind,
        "title": document.title,
        "description": document.description,
        "name": document.name,
        "media_type": document.media,
        "size": document.size,
        "status": document.status,
        "added_by": document.added_by.get_full_name() if document.added_by else "",
        "created_at": document.created_at.isoformat(),
        "archived_at": document.archived_at.isoformat() if document.archived_at else None,
        "file": _path(document) if document.status == Status.CLEAN else None,
    }


def _request_row(request: DocumentRequest) -> dict[str, Any]:
    return {
        "id": str(request.pk),
        "type": request.kind,
        "message": request.message,
        "asked_by": request.nutritionist.get_full_name(),
        "created_at": request.created_at.isoformat(),
        "answered_at": request.answered_at.isoformat() if request.answered_at else None,
    }


def _reference(document: Document) -> dict[str, Any]:
    """FHIR R4 DocumentReference; the file stands beside in the ZIP."""
    return {
        "resourceType": "DocumentReference",
        "id": str(document.pk),
        "status": "current",
        "type": {"text": document.get_kind_display()},
        "subject": {"reference": f"Patient/{document.client_id}"},
        "date": document.created_at.isoformat(),
        **({"description": document.description} if document.description else {}),
        "content": [
            {
                "attachment": {
                    "contentType": document.media,
                    "url": _path(document),
                    "title": document.title,
                    "size": document.size,
                    "creation": document.created_at.isoformat(),
                }
            }
        ],
    }
