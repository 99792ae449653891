"""Documents: list, add, read, open by a link, archive, delete; requests of nutritionists."""

from typing import Annotated, Any, BinaryIO, cast
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import File, Form, Query, Router
from ninja import Status as Answered
from ninja.files import UploadedFile

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.documents import links, selectors
from pathya.documents.rules import Kind, Status
from pathya.documents.schemas import (
    AboutBody,
    Asking,
    DescribeBody,
    DocumentBody,
    LinkBody,
    RequestBody,
    document_body,
    request_body,
)
from pathya.documents.services import adding, changing, requesting
from pathya.kit.api import Answer, Failure, Listing, ok
from pathya.kit.errors import Invalid
from pathya.kit.pagination import LIMIT, MOST, paginated
from pathya.operations.idempotency import idempotent, key_of
from pathya.operations.idempotency_steps import recorded, recorded_first

router = Router(tags=["documents"], auth=signed_in)
NONE = {401: Failure, 404: Failure}
REFUSED = {409: Failure, 413: Failure, 422: Failure, 429: Failure, 503: Failure, 507: Failure}
OWN = {200: Answer[DocumentBody], 401: Failure, 403: Failure, 404: Failure}


@router.get("", response={200: Listing[DocumentBody], **NONE, 422: Failure}, summary="Documents of a client")
def listing(
    request: HttpRequest,
    client_id: Annotated[UUID | None, Query(alias="clientId")] = None,
    type: Kind | None = None,  # noqa: A002 – the name outside
    status: Status | None = None,
    archived: bool = False,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    limit: Annotated[int, Query(ge=1, le=MOST)] = LIMIT,
) -> Any:
    """One's own, or those of a client the caller treats or acts for. Newest first."""
    viewer = user_of(request)
    client = selectors.client_of(viewer, client_id)
    rows = selectors.documents(viewer, client, kind=type or "", archived=archived, status=status or "")
    found = paginated(rows, page=page, limit=limit)
    changing.note_listed(viewer=viewer, client=client)
    return found.envelope([document_body(document) for document in found.items])


def _begin(request: HttpRequest, about: AboutBody, file: UploadedFile) -> UUID:
    """The upload, before any file is stored."""
    if unknown := set(request.POST) - AboutBody.names():
        raise Invalid(fields={name: [_("There is no such field here.")] for name in sorted(unknown)})
    named = about.about(file.name or "document")
    return adding.begin(viewer=user_of(request), client_id=about.client_id, size=file.size or 0, about=named).pk


@router.post(
    "",
    response={201: Answer[DocumentBody], **NONE, **REFUSED},
    summary="Add a document in one go",
)
@recorded_first(_begin)
def add(request: HttpRequest, about: Form[AboutBody], file: File[UploadedFile]) -> Any:
    """A form with `file`, at most 10 MB. Over a shaky connection begin an upload in parts instead."""
    made = adding.take(
        viewer=user_of(request),
        upload_id=recorded(),
        file=cast("BinaryIO", file.file),
        again=key_of(request) is not None,
    )
    return Answered(201, ok(document_body(made)))


@router.get("/requests", response={200: Answer[list[RequestBody]], **NONE, 422: Failure}, summary="What is asked for")
def requests(request: HttpRequest, client_id: Annotated[UUID | None, Query(alias="clientId")] = None) -> Any:
    """Open requests to a client; a nutritionist sees their own."""
    viewer = user_of(request)
    rows = selectors.requests(viewer, selectors.client_of(viewer, client_id))
    return ok([request_body(row) for row in rows])


@router.post(
    "/requests",
    response={201: Answer[RequestBody], **NONE, 409: Failure, 422: Failure},
    summary="Ask a client for a document",
)
@idempotent
def ask(request: HttpRequest, body: Asking) -> Any:
    """By a nutritionist who treats the client; the client gets a mail."""
    made = requesting.ask(nutritionist=user_of(request), client_id=body.client_id, kind=body.type, message=body.message)
    return Answered(201, ok(request_body(made)))


@router.delete("/requests/{uuid:request_id}", response={200: Answer[None], **NONE}, summary="Take a request back")
def withdraw(request: HttpRequest, request_id: UUID) -> Any:
    requesting.withdraw(nutritionist=user_of(request), request_id=request_id)
    return ok()


@router.get("/{uuid:document_id}", response={200: Answer[DocumentBody], **NONE})
def detail(request: HttpRequest, document_id: UUID) -> Any:
    """One document; its file is opened by the link of `url`."""
    viewer = user_of(request)
    document = selectors.document(viewer, document_id)
    changing.note_listed(viewer=viewer, client=document.client)
    return ok(document_body(document))


@router.patch("/{uuid:document_id}", response={**OWN, 422: Failure})
def describe(request: HttpRequest, document_id: UUID, body: DescribeBody) -> Any:
    """Change type, title or description; what is left out stays. An empty title falls back to the file's name."""
    names = {"type": "kind"}
    given = {names.get(name, name): value or "" for name, value in body.model_dump(exclude_unset=True).items()}
    return ok(document_body(changing.describe(viewer=user_of(request), document_id=document_id, changes=given)))


@router.get("/{uuid:document_id}/url", response={200: Answer[LinkBody], **NONE, 409: Failure}, summary="A link")
def url(request: HttpRequest, document_id: UUID) -> Any:
    """Opens this file for this person for an hour; `not_clean` until it was scanned."""
    viewer = user_of(request)
    document = selectors.document(viewer, document_id)
    link = links.link(viewer, document)
    small = links.link(viewer, document, links.Use.THUMBNAIL).url if document.has_thumbnail else None
    return ok({"url": link.url, "thumbnail_url": small, "expires_at": link.expires_at})


@router.post("/{uuid:document_id}/archive", response=OWN)
def archive(request: HttpRequest, document_id: UUID) -> Any:
    """Put aside; safe to repeat."""
    return ok(document_body(changing.archive(viewer=user_of(request), document_id=document_id)))


@router.post("/{uuid:document_id}/restore", response=OWN)
def restore(request: HttpRequest, document_id: UUID) -> Any:
    """Back from the archive; safe to repeat."""
    return ok(document_body(changing.restore(viewer=user_of(request), document_id=document_id)))


@router.delete("/{uuid:document_id}", response={200: Answer[None], 401: Failure, 403: Failure, 404: Failure})
def delete(request: HttpRequest, document_id: UUID) -> Any:
    """Gone for everybody; `undelete` takes it back within ten minutes."""
    changing.delete(viewer=user_of(request), document_id=document_id)
    return ok()


@router.post("/{uuid:document_id}/undelete", response={200: Answer[DocumentBody], **NONE})
def undelete(request: HttpRequest, document_id: UUID) -> Any:
    """Within ten minutes of its deletion."""
    return ok(document_body(changing.undelete(viewer=user_of(request), document_id=document_id)))


@router.post("/{uuid:document_id}/retry", response={200: Answer[None], 401: Failure, 403: Failure, 404: Failure})
def retry(request: HttpRequest, document_id: UUID) -> Any:
    """Examine a document that waits now; for admins."""
    changing.retry(viewer=user_of(request), document_id=document_id)
    return ok()
