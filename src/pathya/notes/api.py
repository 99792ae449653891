"""Notes of calls, completing, plans."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from ninja import Status as Created

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.care.rules import What
from pathya.consultations.schemas import CallDetail, Nothing, call_detail
from pathya.kit.api import Answer, Failure, Listing, ok
from pathya.kit.errors import NotFound
from pathya.kit.pagination import LIMIT, MOST, paginated
from pathya.notes import planning, selectors, writing
from pathya.notes.rules import State
from pathya.notes.schemas import (
    AddendumAnswer,
    AddendumBody,
    Completion,
    Genuine,
    NoteAnswer,
    NoteBody,
    PlanAnswer,
    PlanBody,
    PlanRow,
    Sharing,
    Versioned,
    addendum_body,
    genuine_body,
    note_body,
    plan_body,
    plan_row,
)
from pathya.notes.views.plans import document
from pathya.operations.idempotency import idempotent

router = Router(tags=["consultations"], auth=signed_in)
plans = Router(tags=["plans"], auth=signed_in)
ONE = "/{uuid:consultation_id}"
READ = {401: Failure, 404: Failure}
WRITE = {401: Failure, 404: Failure, 409: Failure, 422: Failure, 503: Failure}
PRESCRIBE = {403: Failure, **WRITE}


@router.get(f"{ONE}/note", response={200: Answer[NoteAnswer], **READ}, summary="The note of a call")
def note(request: HttpRequest, consultation_id: UUID) -> Any:
    """For who treats the client; for the client once it is shared. Reading is told to the client."""
    viewer = user_of(request)
    found = selectors.note(viewer, consultation_id)
    selectors.read(viewer, found.client_id, What.CALL_NOTE)
    return ok(note_body(found))


@router.put(f"{ONE}/note", response={200: Answer[NoteAnswer], **WRITE}, summary="Write the note of a call")
def write(request: HttpRequest, consultation_id: UUID, body: NoteBody) -> Any:
    """By the call's nutritionist. `changed_meanwhile` carries the `version` that stands; nothing was written."""
    saved = writing.write(
        viewer=user_of(request),
        consultation_id=consultation_id,
        version=body.version,
        template=body.template,
        sections=body.sections.dict(),
        goals=body.goals,
    )
    return ok(note_body(saved))


@router.post(f"{ONE}/note/sign", response={200: Answer[NoteAnswer], **WRITE}, summary="Sign the note of a call")
@idempotent
def sign(request: HttpRequest, consultation_id: UUID, body: Versioned) -> Any:
    """From then on it can be added to, not changed."""
    signed = writing.sign(viewer=user_of(request), consultation_id=consultation_id, version=body.version)
    return ok(note_body(signed))


@router.post(f"{ONE}/note/addenda", response={201: Answer[AddendumAnswer], **WRITE}, summary="Add to a signed note")
@idempotent
def add(request: HttpRequest, consultation_id: UUID, body: AddendumBody) -> Any:
    """An addendum can't be changed either."""
    made = writing.add(viewer=user_of(request), consultation_id=consultation_id, text=body.text)
    return Created(201, ok(addendum_body(made)))


@router.put(f"{ONE}/note/sharing", response={200: Answer[NoteAnswer], **WRITE}, summary="Share a signed note")
def share(request: HttpRequest, consultation_id: UUID, body: Sharing) -> Any:
    """Whether the client may read it."""
    return ok(note_body(writing.share(viewer=user_of(request), consultation_id=consultation_id, shared=body.shared)))


@router.post(f"{ONE}/complete", response={200: Answer[CallDetail], **WRITE}, summary="Complete a call")
@idempotent
def complete(request: HttpRequest, consultation_id: UUID, body: Completion) -> Any:
    """By its nutritionist, from its start on."""
    viewer = user_of(request)
    call = writing.complete(
        viewer=viewer,
        consultation_id=consultation_id,
        notes=body.notes,
        follow_up_on=body.follow_up_on,
        follow_up_kind=body.follow_up_kind_id,
    )
    return ok(call_detail(call, viewer))


@router.get(f"{ONE}/plan", response={200: Answer[PlanAnswer], **READ}, summary="The plan of a call")
def plan_of_call(request: HttpRequest, consultation_id: UUID) -> Any:
    """The draft, else the plan in force, for its nutritionist."""
    viewer = user_of(request)
    found = selectors.plan_of(selectors.own_call(viewer, consultation_id))
    if found is None:
        raise NotFound
    selectors.read(viewer, found.client_id, What.PRESCRIPTION)
    return ok(plan_body(found))


@router.put(f"{ONE}/plan", response={200: Answer[PlanAnswer], **PRESCRIBE}, summary="Draft a plan")
def draft(request: HttpRequest, consultation_id: UUID, body: PlanBody) -> Any:
    """After an issued plan this is the draft of its next version. `version` 0 begins a draft."""
    values = body.model_dump(mode="json", by_alias=False)
    return ok(plan_body(planning.write(viewer=user_of(request), consultation_id=consultation_id, **values)))


@router.delete(f"{ONE}/plan", response={200: Answer[None], **WRITE}, summary="Throw the draft away")
def discard(request: HttpRequest, consultation_id: UUID) -> Any:
    """An issued plan stays."""
    planning.discard(viewer=user_of(request), consultation_id=consultation_id)
    return ok()


@router.post(f"{ONE}/plan/revise", response={200: Answer[PlanAnswer], **PRESCRIBE}, summary="Begin a new version")
@idempotent
def revise(request: HttpRequest, consultation_id: UUID, body: Nothing) -> Any:
    """A draft with what the plan in force says."""
    return ok(plan_body(planning.revise(viewer=user_of(request), consultation_id=consultation_id)))


@router.post(f"{ONE}/plan/issue", response={201: Answer[PlanAnswer], **PRESCRIBE}, summary="Issue a plan")
@idempotent
def issue(request: HttpRequest, consultation_id: UUID, body: Versioned) -> Any:
    """The draft gets its number and takes the place of the version before; the client gets a mail."""
    made = planning.issue(viewer=user_of(request), consultation_id=consultation_id, version=body.version)
    return Created(201, ok(plan_body(made)))


@plans.get("", response={200: Listing[PlanRow], 401: Failure, 422: Failure}, summary="Your plans")
def listing(
    request: HttpRequest,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    limit: Annotated[int, Query(ge=1, le=MOST)] = LIMIT,
) -> Any:
    """Those issued to the caller, newest first."""
    found = paginated(selectors.plans(user_of(request)), page=page, limit=limit)
    return found.envelope([plan_row(one) for one in found.items])


@plans.get("/verify", auth=None, response={200: Answer[Genuine], 422: Failure}, summary="Is a document genuine?")
def verify(
    request: HttpRequest, number: Annotated[str, Query(max_length=24)], code: Annotated[str, Query(max_length=64)]
) -> Any:
    """For anybody who holds the paper: number and code stand on it. Nothing about whom it is for."""
    return ok(genuine_body(selectors.genuine(number.upper(), code)))


@plans.get("/{uuid:plan_id}", response={200: Answer[PlanAnswer], **READ}, summary="A plan")
def plan(request: HttpRequest, plan_id: UUID) -> Any:
    """Issued to the caller, or of somebody they treat."""
    viewer = user_of(request)
    found = selectors.plan(viewer, plan_id)
    selectors.read(viewer, found.client_id, What.PRESCRIPTION)
    return ok(plan_body(found))


@plans.get("/{uuid:plan_id}/plan.pdf", response={200: None, 401: Failure, 404: Failure, 422: Failure})
def pdf(
    request: HttpRequest, plan_id: UUID, language: Annotated[str, Query(pattern="^(en|hi)$")] = "en"
) -> HttpResponse:
    """The document in English or Hindi."""
    viewer = user_of(request)
    found = selectors.plan(viewer, plan_id)
    if found.state == State.DRAFT:
        raise NotFound
    selectors.read(viewer, found.client_id, What.PRESCRIPTION)
    return document(found, language)
