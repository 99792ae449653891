"""Uploads in parts: begin, send parts, ask how far it came, complete. A broken connection costs one part."""

from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from ninja import Header, Router
from ninja import Status as Answered

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.documents import selectors
from pathya.documents.models import Upload
from pathya.documents.rules import MOST_BYTES, PART_BYTES
from pathya.documents.schemas import DocumentBody, UploadBegin, UploadBody, document_body, upload_body
from pathya.documents.services import adding
from pathya.kit.api import Answer, Failure, ok
from pathya.operations.idempotency import idempotent

router = Router(tags=["documents"], auth=signed_in)
NONE = {401: Failure, 404: Failure}
STORE = {503: Failure, 507: Failure}
PART = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
Offset = Annotated[int, Header(alias="Upload-Offset", ge=0, le=MOST_BYTES)]


def body_of(upload: Upload) -> dict[str, Any]:
    """With the size of a part that this installation takes."""
    return upload_body(upload, min(PART_BYTES, settings.API_BODY_LIMIT))


@router.post(
    "",
    response={201: Answer[UploadBody], **NONE, 409: Failure, 422: Failure, 429: Failure},
    summary="Begin an upload in parts",
)
@idempotent
def begin(request: HttpRequest, body: UploadBegin) -> Any:
    """At most 10 MB; the upload may be finished within a day. 30 an hour for each person."""
    upload = adding.begin(
        viewer=user_of(request), client_id=body.client_id, size=body.size, about=body.about(body.name)
    )
    return Answered(201, ok(body_of(upload)))


@router.get("/{uuid:upload_id}", response={200: Answer[UploadBody], **NONE}, summary="How far it came")
def progress(request: HttpRequest, upload_id: UUID) -> Any:
    """`offset` is where it goes on after a broken connection."""
    return ok(body_of(selectors.upload(user_of(request), upload_id)))


@router.put(
    "/{uuid:upload_id}",
    response={200: Answer[UploadBody], **NONE, 409: Failure, 410: Failure, 413: Failure, 422: Failure, **STORE},
    summary="Send a part",
    openapi_extra=PART,
)
def receive(request: HttpRequest, upload_id: UUID, offset: Offset) -> Any:
    """The bytes as `application/octet-stream`, their place in `Upload-Offset`; 409 tells the right one."""
    upload = adding.receive(viewer=user_of(request), upload_id=upload_id, offset=offset, part=request.body)
    return ok(body_of(upload))


@router.post(
    "/{uuid:upload_id}/complete",
    response={201: Answer[DocumentBody], **NONE, 409: Failure, 410: Failure, 422: Failure, **STORE},
    summary="Make a document of it",
)
def complete(request: HttpRequest, upload_id: UUID) -> Any:
    """Safe to repeat: the same document comes back. It is scanned before anybody can open it."""
    return Answered(201, ok(document_body(adding.complete(viewer=user_of(request), upload_id=upload_id))))


@router.delete("/{uuid:upload_id}", response={200: Answer[None], **NONE}, summary="Give an upload up")
def cancel(request: HttpRequest, upload_id: UUID) -> Any:
    adding.cancel(viewer=user_of(request), upload_id=upload_id)
    return ok()
