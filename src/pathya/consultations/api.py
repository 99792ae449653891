"""Calls: book, list, read, and all that happens to one."""

from typing import Annotated, Any, Literal, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from ninja import Status as Created

from pathya.accounts.api_auth import signed_in
from pathya.accounts.models import Role, User
from pathya.clients.acting import client_for
from pathya.consultations import fees, moving, reviews, selectors, services
from pathya.consultations.rules import Status
from pathya.consultations.schemas import (
    Booking,
    CallBody,
    CallDetail,
    Cancellation,
    Extension,
    Move,
    NoShow,
    Nothing,
    PriceAnswer,
    PriceQuery,
    ReviewAnswer,
    ReviewBody,
    call_body,
    call_detail,
    price_answer,
)
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
    """`slot_taken` carries `nearest`, a list of free slots. A kind with a fee is held until `heldUntil`."""
    viewer = viewer_of(request)
    client = client_for(viewer, body.client_id, writes=True) if body.client_id else viewer
    call = services.book(
        client=client,
        actor=viewer,
        nutritionist_id=body.nutritionist_id,
        kind_id=body.kind_id,
        starts_at=body.scheduled_at,
        notes=body.notes,
        zone=body.timezone or client.time_zone,
        with_credit=body.with_credit,
    )
    return Created(201, ok(call_detail(call, viewer)))


@router.get(
    "/price", response={200: Answer[PriceAnswer], 401: Failure, 404: Failure, 422: Failure}, summary="What a call costs"
)
def price(request: HttpRequest, query: Query[PriceQuery]) -> Any:
    """As booking that time would reckon it for the caller; a paid call may include a follow-up."""
    found = fees.price(
        viewer=viewer_of(request),
        nutritionist_id=query.nutritionist_id,
        kind_id=query.kind_id,
        starts_at=query.scheduled_at,
    )
    return ok(price_answer(found))


@router.get(
    "", response={200: Listing[CallBody], 401: Failure, 403: Failure, 404: Failure, 422: Failure}, summary="Your calls"
)
def listing(
    request: HttpRequest,
    status: Status | None = None,
    when: Literal["coming", "past"] | None = None,
    client_id: Annotated[UUID | None, Query(alias="clientId")] = None,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    limit: Annotated[int, Query(ge=1, le=MOST)] = LIMIT,
) -> Any:
    """Coming ones soonest first, else newest first. `clientId`: with that client, or of one you act for."""
    viewer = viewer_of(request)
    if client_id and viewer.role == Role.CLIENT:
        viewer, client_id = client_for(viewer, client_id, writes=True), None
    rows = selectors.listing(viewer, when=when or "", status=[status] if status else [], client=client_id)
    found = paginated(rows, page=page, limit=limit)
    return found.envelope([call_body(call, viewer) for call in found.items])


@router.get("/{uuid:consultation_id}", response={200: Answer[CallDetail], 401: Failure, 404: Failure})
def detail(request: HttpRequest, consultation_id: UUID) -> Any:
    """One call with the client's notes, for its two people."""
    viewer = viewer_of(request)
    call = selectors.consultation(viewer, consultation_id)
    services.note_opened(viewer=viewer, consultation=call)
    return ok(call_detail(call, viewer))


FAILURES = {401: Failure, 404: Failure, 409: Failure, 422: Failure, 503: Failure}
CHANGED = {200: Answer[CallDetail], **FAILURES}
ONE = "/{uuid:consultation_id}"


@router.post(f"{ONE}/cancel", response=CHANGED, summary="Cancel a call")
@idempotent
def cancel(request: HttpRequest, consultation_id: UUID, body: Cancellation) -> Any:
    """Frees the time at once; `refund` told before what is given back, `settlement` tells after."""
    viewer = viewer_of(request)
    call = services.cancel(viewer=viewer, consultation_id=consultation_id, reason=body.reason)
    return ok(call_detail(call, viewer))


@router.post(f"{ONE}/reschedule", response=CHANGED, summary="Move a call")
@idempotent
def reschedule(request: HttpRequest, consultation_id: UUID, body: Move) -> Any:
    """The client: to a free slot, by the agreed notice and limit. The host: to any time ahead, with a reason."""
    viewer = viewer_of(request)
    call = moving.reschedule(
        viewer=viewer,
        consultation_id=consultation_id,
        starts_at=body.scheduled_at,
        reason=body.reason,
        sequence=body.sequence,
    )
    return ok(call_detail(call, viewer))


@router.post(f"{ONE}/extend", response=CHANGED, summary="Give a call another length")
@idempotent
def extend(request: HttpRequest, consultation_id: UUID, body: Extension) -> Any:
    """By the nutritionist or the practice, never into the next call."""
    viewer = viewer_of(request)
    call = moving.extend(viewer=viewer, consultation_id=consultation_id, minutes=body.minutes, reason=body.reason)
    return ok(call_detail(call, viewer))


@router.post(f"{ONE}/join", response=CHANGED, summary="Enter a call")
@idempotent
def join(request: HttpRequest, consultation_id: UUID, body: Nothing) -> Any:
    """From 15 minutes before until its end; the first to come begins it."""
    viewer = viewer_of(request)
    return ok(call_detail(services.join(viewer=viewer, consultation_id=consultation_id), viewer))


@router.post(f"{ONE}/no-show", response=CHANGED, summary="The client did not come")
@idempotent
def no_show(request: HttpRequest, consultation_id: UUID, body: NoShow) -> Any:
    """By its nutritionist, from 15 minutes after the start."""
    viewer = viewer_of(request)
    call = services.mark_no_show(viewer=viewer, consultation_id=consultation_id, waive=body.waive)
    return ok(call_detail(call, viewer))


@router.post(f"{ONE}/review", response={201: Answer[ReviewAnswer], **FAILURES}, summary="Review a call")
@idempotent
def review(request: HttpRequest, consultation_id: UUID, body: ReviewBody) -> Any:
    """By its client, once, after it took place; shown when the practice has read it."""
    viewer = viewer_of(request)
    written = reviews.write(viewer=viewer, consultation_id=consultation_id, rating=body.rating, text=body.text)
    return Created(201, ok(reviews.body(written)))
