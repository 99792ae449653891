"""Questions before a call, proposals of a next one, who may prescribe."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from ninja import Status as Created

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.accounts.models import Role
from pathya.care.rules import What
from pathya.clients.acting import meant
from pathya.consultations.schemas import CallDetail, Nothing, call_detail
from pathya.consultations.selectors import consultation
from pathya.kit.api import Answer, Failure, Listing, ok
from pathya.kit.errors import Forbidden
from pathya.kit.pagination import LIMIT, MOST, paginated
from pathya.notes import errors, followups, intake, selectors
from pathya.notes.schemas import (
    Accepting,
    Answers,
    Asking,
    AskingAnswer,
    FollowUpAnswer,
    IntakeAnswer,
    Practitioner,
    PractitionerAnswer,
    Proposing,
    asking_body,
    follow_up_body,
    intake_body,
)
from pathya.nutritionists import services as nutritionists
from pathya.operations.idempotency import idempotent

router = Router(tags=["consultations"], auth=signed_in)
practitioners = Router(tags=["nutritionists"], auth=signed_in)
ONE = "/{uuid:consultation_id}"
FAILURES = {401: Failure, 404: Failure, 409: Failure, 422: Failure, 503: Failure}
BOOKED = {403: Failure, **FAILURES}


@router.get(
    f"{ONE}/intake",
    response={200: Answer[IntakeAnswer], 401: Failure, 404: Failure, 409: Failure},
    summary="Questions before a call",
)
def questions(request: HttpRequest, consultation_id: UUID) -> Any:
    """With the answers so far: for the client, and for the call's nutritionist while they treat the client."""
    viewer = user_of(request)
    call = consultation(viewer, consultation_id)
    if call.client_id != viewer.pk:
        selectors.own_call(viewer, consultation_id)
    found = intake.of_call(call)
    if found is None:
        raise errors.NoIntake
    if found.answers:
        selectors.read(viewer, call.client_id, What.INTAKE)
    return ok(intake_body(found))


@router.put(f"{ONE}/intake", response={200: Answer[IntakeAnswer], **FAILURES}, summary="Answer the questions")
def answer(request: HttpRequest, consultation_id: UUID, body: Answers) -> Any:
    """By the client, as often as they like until the call ends; `handIn` when done."""
    viewer = user_of(request)
    intake.answer(
        viewer=viewer,
        consultation_id=consultation_id,
        version=body.version,
        answers=body.answers,
        hand_in=body.hand_in,
    )
    return ok(intake_body(intake.for_client(viewer, consultation_id)[1]))


@router.get(
    "/intake-forms/{uuid:kind_id}", response={200: Answer[AskingAnswer], 401: Failure, 403: Failure, 404: Failure}
)
def asked(request: HttpRequest, kind_id: UUID) -> Any:
    """What is asked before calls of a kind now; admins only."""
    if user_of(request).role != Role.ADMIN:
        raise Forbidden
    return ok(asking_body(intake.current(kind_id)))


@router.put(
    "/intake-forms/{uuid:kind_id}", response={200: Answer[AskingAnswer], **BOOKED}, summary="Ask other questions"
)
def ask(request: HttpRequest, kind_id: UUID, body: Asking) -> Any:
    """For answers that begin from now on; admins only. Questions without an id get one."""
    given = [one.model_dump(mode="json", by_alias=False) for one in body.questions]
    made = intake.ask(viewer=user_of(request), kind_id=kind_id, questions=given, is_required=body.is_required)
    return ok(asking_body(made))


@router.post(f"{ONE}/follow-up", response={201: Answer[FollowUpAnswer], **FAILURES}, summary="Propose a next call")
@idempotent
def propose(request: HttpRequest, consultation_id: UUID, body: Proposing) -> Any:
    """By the call's nutritionist: a free time near that day is proposed to the client by mail."""
    made = followups.propose(
        viewer=user_of(request), consultation_id=consultation_id, wanted_on=body.on, kind_id=body.kind_id
    )
    return Created(201, ok(follow_up_body(made)))


@router.get("/follow-ups", response={200: Listing[FollowUpAnswer], **BOOKED})
def listing(
    request: HttpRequest,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    limit: Annotated[int, Query(ge=1, le=MOST)] = LIMIT,
    client_id: Annotated[UUID | None, Query(alias="clientId")] = None,
) -> Any:
    """Proposals made to the caller, or by them; newest first. `clientId`: to somebody you act for."""
    found = paginated(followups.listed(meant(user_of(request), client_id)), page=page, limit=limit)
    return found.envelope([follow_up_body(row) for row in found.items])


@router.post(
    "/follow-ups/{uuid:follow_up_id}/accept", response={201: Answer[CallDetail], **BOOKED}, summary="Accept a proposal"
)
@idempotent
def accept(request: HttpRequest, follow_up_id: UUID, body: Accepting) -> Any:
    """Books the proposed time, at the price of that moment; what stands against it is told as booking tells it."""
    viewer = user_of(request)
    call = followups.accept(viewer=viewer, follow_up_id=follow_up_id, with_credit=body.with_credit)
    return Created(201, ok(call_detail(call, viewer)))


@router.post(
    "/follow-ups/{uuid:follow_up_id}/decline", response={200: Answer[FollowUpAnswer], **FAILURES}, summary="Decline it"
)
@idempotent
def decline(request: HttpRequest, follow_up_id: UUID, body: Nothing) -> Any:  # noqa: ARG001
    """Declined already: nothing happens."""
    return ok(follow_up_body(followups.decline(viewer=user_of(request), follow_up_id=follow_up_id)))


@practitioners.put(
    "/{uuid:nutritionist_id}/medical-registration",
    response={200: Answer[PractitionerAnswer], **BOOKED},
    summary="Who may prescribe medicines",
)
def register(request: HttpRequest, nutritionist_id: UUID, body: Practitioner) -> Any:
    """Admins only, after looking the person up in the medical register."""
    found = nutritionists.register_practitioner(
        actor=user_of(request), nutritionist_id=nutritionist_id, registration=body.medical_registration
    )
    return ok({"id": found.pk, "medical_registration": found.medical_registration})
