"""Calls: book, list, read, cancel."""

from typing import Annotated, Any, Literal, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from ninja import Status as Created

from pathya.accounts.api_auth import signed_in
from pathya.accounts.models import User
from pathya.consultations import selectors, services
from pathya.consultations.rules import Status
from pathya.consultations.schemas import Booking, CallBody, CallDetail, Cancellation, call_body, call_detail
from pathya.kit.api import Answer, Failure, Listing, ok
from pathya.kit.pagination import LIMIT, MOST, paginated
from pathya.operations.idempotency import idempotent

router = Router(tags=["consultations"], auth=signed_in)

BOOK_FAILURES = {401: Failure, 403: Failure, 404: Failure, 409: Failure, 422: Failure, 503: Failure}


def viewer_of(request: HttpRequest) -> User:
    return cast("User", request.user)


@router.post("/book", response={201: Answer[CallDetail], **BOOK_FAILURES}, summary="Book a call")
@idempotent
def book(request: HttpRequest, body: Booking) -> Any:
    """`slot_taken` carries `nearest`, a list of free slots; `payment_not_available` until payments open."""
    viewer = viewer_of(request)
    call = services.book(
        client=viewer,
        nutritionist_id=body.nutritionist_id,
        kind_id=body.kind_id,
        starts_at=body.scheduled_at,
        notes=body.notes,
        zone=body.timezone or viewer.time_zone,
    )
    return Created(201, ok(call_detail(call, viewer)))


@router.get("", response={200: Listing[CallBody], 401: Failure, 422: Failure}, summary="Your calls")
def listing(
    request: HttpRequest,
    status: Status | None = None,
    when: Literal["coming", "past"] | None = None,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    limit: Annotated[int, Query(ge=1, le=MOST)] = LIMIT,
) -> Any:
    """Coming ones soonest first, else newest first."""
    viewer = viewer_of(request)
    rows = selectors.listing(viewer, when=when or "", status=[status] if status else [])
    found = paginated(rows, page=page, limit=limit)
    return found.envelope([call_body(call, viewer) for call in found.items])


@router.get("/{uuid:consultation_id}", response={200: Answer[CallDetail], 401: Failure, 404: Failure})
def detail(request: HttpRequest, consultation_id: UUID) -> Any:
    """One call with the client's notes, for its two people."""
    viewer = viewer_of(request)
    call = selectors.consultation(viewer, consultation_id)
    services.note_opened(viewer=viewer, consultation=call)
    return ok(call_detail(call, viewer))


@router.post(
    "/{uuid:consultation_id}/cancel",
    response={200: Answer[CallDetail], 401: Failure, 404: Failure, 409: Failure, 422: Failure, 503: Failure},
)
@idempotent
def cancel(request: HttpRequest, consultation_id: UUID, body: Cancellation) -> Any:
    """Frees the time at once; `refund` told before what is given back."""
    viewer = viewer_of(request)
    call = services.cancel(viewer=viewer, consultation_id=consultation_id, reason=body.reason)
    return ok(call_detail(call, viewer))
