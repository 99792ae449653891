"""Group sessions in the API."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from ninja import Status as Created

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.clients.acting import meant
from pathya.consultations import groups, offering, regrouping, seats, services
from pathya.consultations.schemas import CallDetail, call_detail
from pathya.consultations.schemas_together import (
    GroupAnswer,
    GroupEnd,
    GroupMove,
    GroupPlan,
    GroupReason,
    ParticipantBody,
    SeatBody,
    SeatWait,
    SeatWish,
    group_body,
    participant_body,
)
from pathya.kit.api import Answer, Failure, ok
from pathya.kit.errors import NotFound
from pathya.operations.idempotency import idempotent

router = Router(tags=["consultations"], auth=signed_in)

FAILURES = {401: Failure, 403: Failure, 404: Failure, 409: Failure, 422: Failure, 503: Failure}
ONE = "/groups/{uuid:group_id}"
ClientId = Annotated[UUID | None, Query(alias="clientId")]


@router.get("/groups", response={200: Answer[list[GroupAnswer]], **FAILURES}, summary="Group sessions ahead")
def coming(request: HttpRequest, client_id: ClientId = None) -> Any:
    """Soonest first; a nutritionist sees their own. `clientId`: with the seats of somebody you act for."""
    return ok([group_body(found) for found in seats.coming(meant(user_of(request), client_id))])


@router.post("/groups", response={201: Answer[GroupAnswer], **FAILURES}, summary="Open a group session")
@idempotent
def open_group(request: HttpRequest, body: GroupPlan) -> Any:
    """By the nutritionist for themselves or by an admin, at any time ahead without another call."""
    viewer = user_of(request)
    plan = groups.Plan(
        nutritionist_id=body.nutritionist_id,
        kind_id=body.kind_id,
        title=body.title,
        about=body.about,
        seats=body.seats,
        starts_at=body.scheduled_at,
        minutes=body.minutes,
        fee=body.fee,
    )
    made = groups.open_group(viewer=viewer, plan=plan)
    return Created(201, ok(group_body(seats.group(viewer, made.pk))))


@router.get(ONE, response={200: Answer[GroupAnswer], **FAILURES})
def detail(request: HttpRequest, group_id: UUID, client_id: ClientId = None) -> Any:
    """How many seats are taken, and whether one is yours, or of the client you name and act for."""
    return ok(group_body(seats.group(meant(user_of(request), client_id), group_id)))


@router.get(f"{ONE}/participants", response={200: Answer[list[ParticipantBody]], 401: Failure, 404: Failure})
def participants(request: HttpRequest, group_id: UUID) -> Any:
    """Who has a seat; for its nutritionist and the practice."""
    found = seats.group(user_of(request), group_id)
    return ok([participant_body(call) for call in seats.participants(found)])


@router.post(f"{ONE}/seat", response={201: Answer[CallDetail], **FAILURES}, summary="Take a seat")
@idempotent
def take(request: HttpRequest, group_id: UUID, body: SeatBody) -> Any:
    """A call of your own; with a fee it is held until `heldUntil`. A second time answers the same seat."""
    viewer = user_of(request)
    client = meant(viewer, body.client_id)
    call = groups.take_seat(
        client=client,
        actor=viewer,
        group_id=group_id,
        zone=body.timezone or client.time_zone,
        notes=body.notes,
        with_credit=body.with_credit,
    )
    return Created(201, ok(call_detail(call, viewer)))


@router.delete(f"{ONE}/seat", response={200: Answer[CallDetail], **FAILURES}, summary="Give the seat back")
def leave(request: HttpRequest, group_id: UUID, client_id: ClientId = None) -> Any:
    """As cancelling the call, by the terms of its booking."""
    viewer = user_of(request)
    mine = seats.group(meant(viewer, client_id), group_id).mine
    if mine is None:
        raise NotFound
    return ok(call_detail(services.cancel(viewer=viewer, consultation_id=mine.pk), viewer))


@router.post(f"{ONE}/wait", response={201: Answer[SeatWait], **FAILURES}, summary="Wait for a seat")
@idempotent
def wait(request: HttpRequest, group_id: UUID, body: SeatWish) -> Any:
    """When a seat frees, it is kept for who has waited longest, until `offerUntil`."""
    viewer = user_of(request)
    made = offering.wait(client=meant(viewer, body.client_id), actor=viewer, group_id=group_id)
    return Created(201, ok(made))


@router.delete(f"{ONE}/wait", response={200: Answer[None], **FAILURES})
def wait_no_more(request: HttpRequest, group_id: UUID, client_id: ClientId = None) -> Any:
    """Wait no more, or let an offer go."""
    offering.leave(client=meant(user_of(request), client_id), group_id=group_id)
    return ok(None)


@router.post(f"{ONE}/reschedule", response={200: Answer[GroupAnswer], **FAILURES}, summary="Move a group session")
@idempotent
def reschedule(request: HttpRequest, group_id: UUID, body: GroupMove) -> Any:
    """With every seat, to any time ahead without another call (`seats_busy`: of somebody who has a seat)."""
    viewer = user_of(request)
    regrouping.move(
        viewer=viewer, group_id=group_id, starts_at=body.scheduled_at, reason=body.reason, sequence=body.sequence
    )
    return ok(group_body(seats.group(viewer, group_id)))


@router.post(f"{ONE}/cancel", response={200: Answer[GroupAnswer], **FAILURES}, summary="Cancel a group session")
@idempotent
def cancel(request: HttpRequest, group_id: UUID, body: GroupReason) -> Any:
    """Every seat goes back in full."""
    viewer = user_of(request)
    groups.cancel(viewer=viewer, group_id=group_id, reason=body.reason)
    return ok(group_body(seats.group(viewer, group_id)))


@router.post(f"{ONE}/end", response={200: Answer[GroupAnswer], **FAILURES}, summary="End a group session")
@idempotent
def end(request: HttpRequest, group_id: UUID, body: GroupEnd) -> Any:
    """By its nutritionist, from its start on: completes every seat, but for those who did not come."""
    viewer = user_of(request)
    groups.end(viewer=viewer, group_id=group_id, summary=body.notes, absent=body.absent)
    return ok(group_body(seats.group(viewer, group_id)))
