"""The waiting list in the API."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from ninja import Status as Created

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.clients.acting import meant
from pathya.consultations import waiting
from pathya.consultations.schemas import Nothing, WaitAnswer, WaitBody
from pathya.kit.api import Answer, Failure, ok
from pathya.operations.idempotency import idempotent

router = Router(tags=["consultations"], auth=signed_in)


@router.get(
    "/waiting",
    response={200: Answer[list[WaitAnswer]], 401: Failure, 403: Failure, 404: Failure, 422: Failure},
    summary="What you wait for",
)
def mine(request: HttpRequest, client_id: Annotated[UUID | None, Query(alias="clientId")] = None) -> Any:
    """Wishes that still stand, yours or of the client you name and act for; an offer names a start and until when it
    is to be booked."""
    return ok(waiting.of(meant(user_of(request), client_id)))


@router.post(
    "/waiting",
    response={201: Answer[WaitAnswer], 401: Failure, 403: Failure, 404: Failure, 409: Failure, 422: Failure},
    summary="Wait for a free time",
)
@idempotent
def wait(request: HttpRequest, body: WaitBody) -> Any:
    """A second wish for the same kind takes the place of the first."""
    viewer = user_of(request)
    made = waiting.wait(
        client=meant(viewer, body.client_id),
        actor=viewer,
        nutritionist_id=body.nutritionist_id,
        kind_id=body.kind_id,
        earliest=body.earliest,
        latest=body.latest,
    )
    return Created(201, ok(made))


@router.post(
    "/waiting/{uuid:wait_id}/decline",
    response={200: Answer[WaitAnswer], 401: Failure, 404: Failure, 409: Failure, 422: Failure},
)
@idempotent
def decline(request: HttpRequest, wait_id: UUID, body: Nothing) -> Any:  # noqa: ARG001
    """Not the offered time: the next person is asked, you go on waiting."""
    return ok(waiting.decline(viewer=user_of(request), wait_id=wait_id))


@router.delete("/waiting/{uuid:wait_id}", response={200: Answer[None], 401: Failure, 404: Failure})
def leave(request: HttpRequest, wait_id: UUID) -> Any:
    """Wait no more."""
    waiting.leave(viewer=user_of(request), wait_id=wait_id)
    return ok(None)
