"""Enrolments: one's own programs and what happens to them."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.kit.api import Answer, Failure, Listing, ok
from pathya.kit.errors import NotFound
from pathya.kit.pagination import LIMIT, MOST, paginated
from pathya.operations.idempotency import idempotent
from pathya.programs import selectors
from pathya.programs.models import Enrolment
from pathya.programs.schemas import (
    CancellationBody,
    EnrolmentBody,
    EnrolmentDetail,
    MailsIn,
    Reason,
    StepIn,
    cancellation_body,
    enrolment_body,
    enrolment_detail,
)
from pathya.programs.services import life

router = Router(tags=["programs"], auth=signed_in)

READ = {401: Failure, 404: Failure, 422: Failure}
CHANGED = {200: Answer[EnrolmentDetail], **READ, 409: Failure}
ONE = "/{uuid:enrolment_id}"


@router.get("", response={200: Listing[EnrolmentBody], 401: Failure, 422: Failure})
def listing(
    request: HttpRequest,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    limit: Annotated[int, Query(ge=1, le=MOST)] = LIMIT,
) -> Any:
    """Your own, newest first."""
    found = paginated(selectors.enrolments(user_of(request)), page=page, limit=limit)
    return found.envelope([enrolment_body(row) for row in found.items])


@router.get(ONE, response={200: Answer[EnrolmentDetail], **READ})
def detail(request: HttpRequest, enrolment_id: UUID) -> Any:
    """With every step, for its client, its nutritionist and admins."""
    return _told(selectors.enrolment(user_of(request), enrolment_id))


@router.get(f"{ONE}/cancellation", response={200: Answer[CancellationBody], **READ})
def cancellation(request: HttpRequest, enrolment_id: UUID) -> Any:
    """What cancelling now would give back."""
    row = selectors.enrolments(user_of(request)).filter(pk=enrolment_id).first()
    if row is None:
        raise NotFound
    return ok(cancellation_body(row))


@router.post(f"{ONE}/pause", response=CHANGED)
@idempotent
def pause(request: HttpRequest, enrolment_id: UUID) -> Any:
    """The days stand still; they are added at the end."""
    return _told(life.pause(viewer=user_of(request), enrolment_id=enrolment_id))


@router.post(f"{ONE}/resume", response=CHANGED)
@idempotent
def resume(request: HttpRequest, enrolment_id: UUID) -> Any:
    return _told(life.resume(viewer=user_of(request), enrolment_id=enrolment_id))


@router.post(f"{ONE}/complete", response=CHANGED)
@idempotent
def complete(request: HttpRequest, enrolment_id: UUID) -> Any:
    """When every step is done, or on the last day when enough is."""
    return _told(life.complete(viewer=user_of(request), enrolment_id=enrolment_id))


@router.post(f"{ONE}/cancel", response=CHANGED)
@idempotent
def cancel(request: HttpRequest, enrolment_id: UUID, body: Reason) -> Any:
    """By its client, or by an admin with a reason; `settlement` tells what goes back."""
    return _told(life.cancel(viewer=user_of(request), enrolment_id=enrolment_id, reason=body.reason))


@router.put(f"{ONE}/steps/{{int:number}}", response=CHANGED)
def mark(request: HttpRequest, enrolment_id: UUID, number: int, body: StepIn) -> Any:
    """A step of the plan is done, or not after all."""
    viewer = user_of(request)
    return _told(life.mark(viewer=viewer, enrolment_id=enrolment_id, number=number, done=body.done))


@router.put(f"{ONE}/mails", response=CHANGED)
def mails(request: HttpRequest, enrolment_id: UUID, body: MailsIn) -> Any:
    """Whether the four mails of the first week come."""
    return _told(life.choose_mails(viewer=user_of(request), enrolment_id=enrolment_id, mails=body.mails))


def _told(row: Enrolment) -> Any:
    return ok(enrolment_detail(selectors.progress(row)))
