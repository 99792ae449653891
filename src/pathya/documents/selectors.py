"""Reads for a viewer: the client, who acts for them, the nutritionists who treat them; nobody else finds a thing."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from pathya.accounts.models import Role, User
from pathya.care import selectors as care
from pathya.documents.models import Document, DocumentRequest, Upload
from pathya.documents.rules import UNDO_LIFE, Kind, Status
from pathya.kit import clock
from pathya.kit.errors import Forbidden, NotFound


def client_of(viewer: User, client_id: UUID | None = None) -> User:
    """Whose documents are meant, one's own when nobody is named; NotFound for who is not the viewer's to see."""
    if client_id is None or client_id == viewer.pk:
        if viewer.role != Role.CLIENT:
            raise NotFound
        return viewer
    return care.client(viewer, client_id)


def client_to_add_for(viewer: User, client_id: UUID | None = None) -> User:
    """As `client_of`, and Forbidden for who may only read."""
    client = client_of(viewer, client_id)
    if not care.may_act(viewer, client.pk) and not care.treats(viewer, client.pk):
        raise Forbidden
    return client


def may_change(viewer: User, client_id: UUID) -> bool:
    """Archive and delete: the client and who acts for them."""
    return care.may_act(viewer, client_id)


def documents(
    viewer: User, client: User, *, kind: str = "", archived: bool = False, status: str = ""
) -> "QuerySet[Document]":
    """Newest first; `client` came from `client_of`. What was turned away is shown to the client's side only."""
    rows = Document.objects.filter(client=client, deleted_at=None, archived_at__isnull=not archived)
    if kind:
        rows = rows.filter(kind=kind)
    if status:
        rows = rows.filter(status=status)
    if viewer.role == Role.NUTRITIONIST:
        rows = rows.filter(Q(status__in=[Status.CLEAN, Status.WAITING]) | Q(added_by=viewer))
    return rows.select_related("added_by").order_by("-created_at", "-id")


def document(viewer: User, document_id: UUID) -> Document:
    """One document that is not deleted; NotFound for every other."""
    found = (
        Document.objects.select_related("client", "added_by")
        .filter(pk=document_id, deleted_at=None, client__is_active=True)
        .first()
    )
    if found is None or not care.may_read(viewer, found.client_id):
        raise NotFound
    return found


def deleted(viewer: User, document_id: UUID) -> Document:
    """One that the viewer may still take back."""
    rows = Document.objects.filter(pk=document_id, deleted_at__gt=clock.now() - UNDO_LIFE)
    found = rows.select_related("client").first()
    if found is None or not may_change(viewer, found.client_id):
        raise NotFound
    return found


def upload(viewer: User, upload_id: UUID) -> Upload:
    """The viewer's own upload, as long as they may see the client."""
    found = Upload.objects.select_related("client").filter(pk=upload_id, by=viewer).first()
    if found is None or not care.may_read(viewer, found.client_id):
        raise NotFound
    return found


def requests(viewer: User, client: User) -> "QuerySet[DocumentRequest]":
    """What is still asked of a client; a nutritionist sees their own."""
    rows = DocumentRequest.objects.filter(client=client, answered_at=None, withdrawn_at=None)
    if viewer.role == Role.NUTRITIONIST:
        rows = rows.filter(nutritionist=viewer)
    return rows.select_related("nutritionist").order_by("created_at", "id")


def request(viewer: User, request_id: UUID) -> DocumentRequest:
    """One open request, of whom it asks or by whom it was made."""
    found = DocumentRequest.objects.select_related("client", "nutritionist").filter(pk=request_id).first()
    if found is None or not found.is_open:
        raise NotFound
    if found.nutritionist_id != viewer.pk and not may_change(viewer, found.client_id):
        raise NotFound
    if not care.may_read(viewer, found.client_id):
        raise NotFound
    return found


@dataclass(frozen=True)
class Stuck:
    """A document that waits, as an admin sees it: no title, no name."""

    id: UUID
    kind: str
    attempts: int
    note: str
    created_at: datetime
    next_try_at: datetime

    @property
    def kind_label(self) -> str:
        return str(Kind(self.kind).label)


def stuck(viewer: User) -> list[Stuck]:
    """The documents that wait, longest first; for admins."""
    _admins_only(viewer)
    rows = Document.objects.filter(status=Status.WAITING, deleted_at=None).order_by("created_at", "id")[:200]
    return [Stuck(d.pk, d.kind, d.attempts, d.scanner_note, d.created_at, d.next_try_at) for d in rows]


def counts(viewer: User) -> dict[str, int]:
    """Documents by state; for admins."""
    _admins_only(viewer)
    rows = Document.objects.filter(deleted_at=None).values_list("status").annotate(Count("pk"))
    found = dict(rows.order_by("status"))
    return {str(status): found.get(status, 0) for status in Status.values}


def _admins_only(viewer: User) -> None:
    if viewer.role != Role.ADMIN:
        raise Forbidden
