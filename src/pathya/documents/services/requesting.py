"""A nutritionist asks a client for a document."""

from uuid import UUID

from django.db import transaction

from pathya.accounts.models import User
from pathya.care import selectors as care
from pathya.documents import emails, selectors
from pathya.documents.errors import TooManyRequests
from pathya.documents.models import DocumentRequest
from pathya.documents.names import visible
from pathya.documents.rules import OPEN_REQUESTS, Event, Kind
from pathya.kit import clock
from pathya.kit.errors import NotFound
from pathya.operations import audit


@transaction.atomic
def ask(*, nutritionist: User, client_id: UUID, kind: Kind, message: str = "") -> DocumentRequest:
    """Ask, and tell the client by mail. Raises NotFound for whom the nutritionist does not treat, TooManyRequests."""
    if not care.treats(nutritionist, client_id):
        raise NotFound
    client = User.objects.select_for_update(no_key=True).get(pk=client_id)
    if selectors.requests(nutritionist, client).count() >= OPEN_REQUESTS:
        raise TooManyRequests
    words = "\n".join(visible(line) for line in message.splitlines()).strip()
    request = DocumentRequest(client=client, nutritionist=nutritionist, kind=kind, message=words)
    request.save(force_insert=True)
    audit.record(Event.REQUESTED, actor=nutritionist, subject=request, detail={"kind": kind.value})
    emails.tell_requested(request)
    return request


@transaction.atomic
def withdraw(*, nutritionist: User, request_id: UUID) -> DocumentRequest:
    """Take one's own open request back."""
    rows = DocumentRequest.objects.select_for_update().filter(pk=request_id, nutritionist=nutritionist)
    request = rows.filter(answered_at=None, withdrawn_at=None).first()
    if request is None:
        raise NotFound
    request.withdrawn_at = clock.now()
    request.save(update_fields=["withdrawn_at"])
    audit.record(Event.WITHDRAWN, actor=nutritionist, subject=request)
    return request
