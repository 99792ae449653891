"""The waiting list in the API."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from ninja import Status as Created

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.consultations import waiting
from pathya.consultations.schemas import Nothing, WaitAnswer, WaitBody
from pathya.kit.api import Answer, Failure, ok
from pathya.operations.idempotency import idempotent

router = Router(tags=["consultations"], auth=signed_in)


@router.get("/waiting", response={200: Answer[list[WaitAnswer]], 401: Failure}, summary="What you wait for")
def mine(request: HttpRequest) -> Any:
    """Wishes that still stand; an offer names a start and until when it is yours to book."""
    return ok(waiting.of(user_of(request)))


@router.post(
    "/waiting",
    response={201: Answer[WaitAnswer], 401: Failure, 403: Failure, 404: Failure, 409: Failure, 422: Failure},
    summary="Wait for a free time",
)
@idempotent
def wait(request: HttpRequest, body: WaitBody) -> Any:
    """A second wish for the same kind takes the place of the first."""
    made = waiting.wait(
        client=user_of(request),
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
    return ok(waiting.decline(client=user_of(request), wait_id=wait_id))


@router.delete("/waiting/{uuid:wait_id}", response={200: Answer[None], 401: Failure, 404: Failure})
def leave(request: HttpRequest, wait_id: UUID) -> Any:
    """Wait no more."""
    waiting.leave(client=user_of(request), wait_id=wait_id)
    return ok(None)
