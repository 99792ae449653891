"""Programs: the catalogue, reviews, enrolling; groups, places and participants for the practice."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Query, Router, Status

from pathya.accounts.api_auth import maybe_signed_in, signed_in
from pathya.accounts.decorators import user_of
from pathya.accounts.models import User
from pathya.clients.rules import Diet
from pathya.kit.api import JSON, Answer, Failure, Listing, as_json, ok
from pathya.kit.notices import Kept
from pathya.kit.pagination import LIMIT, MOST, paginated
from pathya.kit.shared import shared
from pathya.operations.idempotency import idempotent
from pathya.programs import rules, selectors, showing, wording
from pathya.programs.schemas import (
    CohortBody,
    CohortIn,
    EnrolIn,
    EnrolmentBody,
    Given,
    ParticipantBody,
    PassIn,
    ProgramBody,
    ProgramDetails,
    ProgramPage,
    RecommendedBody,
    ReviewIn,
    ReviewOut,
    ReviewWritten,
    Show,
    cohort_body,
    enrolment_body,
    participant_body,
    program_body,
    program_page,
    review_out,
)
from pathya.programs.services import enrolling, practice, terms

router = Router(tags=["programs"], auth=signed_in)
_lists: Kept[bytes] = Kept("programs", seconds=15, most=512)
"""Lists are the same for everybody who reads the same language."""

NOT_FOUND = {404: Failure, 422: Failure}
FAILURES = {401: Failure, 403: Failure, 404: Failure, 409: Failure, 422: Failure}
Page = Annotated[int, Query(ge=1, le=100_000)]
Limit = Annotated[int, Query(ge=1, le=MOST)]


@router.get("", auth=None, response={200: Listing[ProgramBody], 422: Failure})
def listing(
    request: HttpRequest,
    type: rules.Type | None = None,  # noqa: A002 – the name in the address
    featured: bool | None = None,
    diet: Diet | None = None,
    page: Page = 1,
    limit: Limit = LIMIT,
) -> Any:
    """Featured ones first. `diet`: with a sample day for it."""

    def load() -> bytes:
        rows = selectors.public(kind=type or "", featured=featured, diet=diet or "")
        found = paginated(rows, page=page, limit=limit)
        return as_json(Listing[ProgramBody], found.envelope([program_body(one) for one in found.items]))

    body = _lists.get((get_language(), type, featured, diet, page, limit), load)
    return shared(HttpResponse(body, content_type=JSON))


@router.get("/recommended", auth=None, response={200: Answer[list[RecommendedBody]]})
def recommended(request: HttpRequest) -> Any:
    """The same for everybody for now; `reason` is featured, chosen (most often) or new."""
    found = selectors.recommended()
    return ok([{**program_body(one.program), "reason": one.reason, "reason_text": str(one.words)} for one in found])


@router.get("/slug/{slug}", auth=None, response={200: Answer[ProgramPage], **NOT_FOUND})
def by_slug(request: HttpRequest, slug: str) -> Any:
    found = selectors.program(slug=slug.replace("\0", ""))
    return ok(program_page(found, selectors.cohorts(found)))


@router.get(
    "/{uuid:program_id}/details",
    auth=maybe_signed_in,
    response={200: Answer[ProgramDetails], 401: Failure, **NOT_FOUND},
)
def details(request: HttpRequest, program_id: UUID) -> Any:
    """Weeks, sample days, stories, questions and what one agrees to."""
    found = selectors.program(program_id=program_id)
    policy = terms.in_force(found.pk)
    diet = selectors.diet_of(request.user) if isinstance(request.user, User) else ""
    return ok(
        {
            "weekly_schedule": showing.spoken(found.plan),
            "sample_days": sorted(showing.sample_days(found), key=lambda day: day["diet"] != diet),
            "success_stories": showing.stories(found),
            "faqs": showing.questions(found),
            "terms": wording.terms(terms.terms_of(policy), found.pays),
            "terms_version": terms.version_of(policy),
        }
    )


@router.get("/{uuid:program_id}/reviews", auth=None, response={200: Listing[ReviewOut], **NOT_FOUND})
def reviews(request: HttpRequest, program_id: UUID, page: Page = 1, limit: Limit = LIMIT) -> Any:
    """Those the practice has read and shows, newest first."""
    found = selectors.program(program_id=program_id)
    rows = paginated(selectors.reviews(found.pk), page=page, limit=limit)
    return rows.envelope([review_out(one) for one in rows.items])


@router.post("/{uuid:program_id}/reviews", response={201: Answer[ReviewWritten], **FAILURES})
@idempotent
def review(request: HttpRequest, program_id: UUID, body: ReviewIn) -> Any:
    """Once, by somebody who completed it; shown when the practice has read it."""
    made = practice.write_review(viewer=user_of(request), program_id=program_id, **body.dict())
    return Status(201, ok(made))


@router.post("/{uuid:program_id}/enroll", response={201: Answer[EnrolmentBody], **FAILURES, 503: Failure})
@idempotent
def enroll(request: HttpRequest, program_id: UUID, body: EnrolIn) -> Any:
    """Active at once when nothing is to be paid, else held: pay an order of `{kind: program, reference: id}`."""
    row = enrolling.enrol(
        client=user_of(request),
        program_id=program_id,
        start_on=body.start_date,
        cohort_id=body.cohort_id,
        with_pass=body.with_pass,
        mails=body.mails,
        terms=body.terms_version,
    )
    return Status(201, ok(enrolment_body(row)))


@router.get("/{uuid:program_id}/participants", response={200: Listing[ParticipantBody], 401: Failure, **NOT_FOUND})
def participants(
    request: HttpRequest, program_id: UUID, status: rules.Status | None = None, page: Page = 1, limit: Limit = LIMIT
) -> Any:
    """A nutritionist's own participants; everybody's for an admin."""
    rows = paginated(selectors.participants(user_of(request), program_id, status or ""), page=page, limit=limit)
    return rows.envelope([participant_body(one) for one in rows.items])


@router.post("/{uuid:program_id}/cohorts", response={201: Answer[CohortBody], **FAILURES})
@idempotent
def add_cohort(request: HttpRequest, program_id: UUID, body: CohortIn) -> Any:
    """A group that starts on a day, by an admin."""
    made = practice.set_cohort(actor=user_of(request), program_id=program_id, **body.dict())
    return Status(201, ok(cohort_body(made)))


@router.put("/{uuid:program_id}/cohorts/{uuid:cohort_id}", response={200: Answer[CohortBody], **FAILURES})
def set_cohort(request: HttpRequest, program_id: UUID, cohort_id: UUID, body: CohortIn) -> Any:
    """Other seats, another nutritionist; another day while nobody has a seat."""
    made = practice.set_cohort(actor=user_of(request), program_id=program_id, cohort_id=cohort_id, **body.dict())
    return ok(cohort_body(made))


@router.post("/{uuid:program_id}/passes", response={201: Answer[Given], **FAILURES})
@idempotent
def give_pass(request: HttpRequest, program_id: UUID, body: PassIn) -> Any:
    """A place that need not be paid, by an admin."""
    return Status(201, ok(practice.give_pass(actor=user_of(request), program_id=program_id, client_id=body.client_id)))


@router.post("/reviews/{uuid:review_id}/moderate", response={200: Answer[ReviewWritten], **FAILURES})
def moderate(request: HttpRequest, review_id: UUID, body: Show) -> Any:
    """Show or refuse a review, by an admin."""
    return ok(practice.moderate(viewer=user_of(request), review_id=review_id, show=body.show))
