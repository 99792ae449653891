"""Describe, archive, restore, delete, take back; opening is recorded."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from pathya.accounts.models import Role, User
from pathya.care import services as care
from pathya.documents import selectors, tasks
from pathya.documents.about import About
from pathya.documents.models import Document
from pathya.documents.rules import Event, Kind, Status
from pathya.kit import clock
from pathya.kit.errors import Forbidden, NotFound
from pathya.operations import audit


@transaction.atomic
def describe(*, viewer: User, document_id: UUID, changes: Mapping[str, str]) -> Document:
    """Change `kind`, `title` or `description`; what is not named stays. An emptied title falls back to the file's name.

    Raises NotFound, Forbidden (who may only read it).
    """
    document = _own(viewer, document_id)
    now = {"kind": document.kind, "title": document.title, "description": document.description, **changes}
    about = About(document.name, Kind(now["kind"]), now["title"], now["description"])
    wanted = {"kind": about.kind.value, "title": about.shown_title, "description": about.shown_description}
    changed = [name for name, value in wanted.items() if getattr(document, name) != value]
    if changed:
        for name in changed:
            setattr(document, name, wanted[name])
        document.save(update_fields=changed)
        audit.record(Event.DESCRIBED, actor=viewer, subject=document, detail={"changed": changed})
    return document


@transaction.atomic
def archive(*, viewer: User, document_id: UUID) -> Document:
    """Put aside; safe to repeat."""
    document = _own(viewer, document_id)
    if document.archived_at is None:
        document.archived_at = clock.now()
        document.save(update_fields=["archived_at"])
        audit.record(Event.ARCHIVED, actor=viewer, subject=document)
    return document


@transaction.atomic
def restore(*, viewer: User, document_id: UUID) -> Document:
    """Back from the archive; safe to repeat."""
    document = _own(viewer, document_id)
    if document.archived_at is not None:
        document.archived_at = None
        document.save(update_fields=["archived_at"])
        audit.record(Event.RESTORED, actor=viewer, subject=document)
    return document


@transaction.atomic
def delete(*, viewer: User, document_id: UUID) -> Document:
    """Gone for everybody at once; it can be taken back for ten minutes, then a job erases it with its file."""
    document = _own(viewer, document_id)
    document.deleted_at = clock.now()
    document.save(update_fields=["deleted_at"])
    audit.record(Event.DELETED, actor=viewer, subject=document)
    return document


@transaction.atomic
def undelete(*, viewer: User, document_id: UUID) -> Document:
    """Take a deletion back. Raises NotFound when it is too late."""
    document = selectors.deleted(viewer, document_id)
    if not Document.objects.filter(pk=document.pk, deleted_at=document.deleted_at).update(deleted_at=None):
        raise NotFound
    document.deleted_at = None
    audit.record(Event.UNDELETED, actor=viewer, subject=document)
    if document.status == Status.WAITING:
        tasks.examine.defer(document_id=str(document.pk))
    return document


def note_opened(*, viewer: User, document: Document) -> None:
    """Record that somebody other than the client opened the file."""
    if viewer.pk != document.client_id:
        care.note_read(viewer=viewer, client_id=document.client_id, what="documents")
        audit.record(Event.OPENED, actor=viewer, subject=document)


def note_listed(*, viewer: User, client: User) -> None:
    """Record that somebody other than the client saw what documents there are."""
    if viewer.pk != client.pk:
        care.note_read(viewer=viewer, client_id=client.pk, what="documents")


@transaction.atomic
def retry(*, viewer: User, document_id: UUID) -> Document:
    """Have a document that waits examined now; for admins."""
    if viewer.role != Role.ADMIN:
        raise Forbidden
    document = Document.objects.select_for_update().filter(pk=document_id, deleted_at=None).first()
    if document is None:
        raise NotFound
    if document.status == Status.WAITING:
        document.next_try_at = clock.now()
        document.save(update_fields=["next_try_at"])
        tasks.examine.defer(document_id=str(document.pk))
        audit.record(Event.RETRIED, actor=viewer, subject=document)
    return document


def _own(viewer: User, document_id: UUID) -> Document:
    """Locked; who may only read it is told that they may not."""
    document = selectors.document(viewer, document_id)
    if not selectors.may_change(viewer, document.client_id):
        raise Forbidden
    locked = Document.objects.select_for_update(of=("self",)).select_related("client", "added_by")
    found = locked.filter(pk=document.pk, deleted_at=None).first()
    if found is None:
        raise NotFound
    return found
