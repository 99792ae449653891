"""Journeys: days, symptoms, where one stands, what one's own days show."""

from datetime import date, timedelta
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Query, Router, Status

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.accounts.models import Role, User
from pathya.care.rules import What
from pathya.clients.acting import client_for
from pathya.journeys import insights, papers, report, selectors, services
from pathya.journeys.models import Journey
from pathya.journeys.schemas import (
    CheckInIn,
    CheckInOut,
    CurrentOut,
    InsightsOut,
    JourneyIn,
    JourneyOut,
    SymptomIn,
    SymptomOut,
)
from pathya.journeys.schemas_dashboard import ReportOut
from pathya.kit import clock
from pathya.kit.api import Answer, Failure, Listing, ok
from pathya.kit.errors import NotFound
from pathya.kit.pagination import LIMIT, MOST, paginated
from pathya.operations.idempotency import idempotent
from pathya.programs import selectors as programs
from pathya.programs.models import Enrolment

router = Router(tags=["journeys"], auth=signed_in)

FAILURES = {401: Failure, 404: Failure, 422: Failure}
Page = Annotated[int, Query(ge=1, le=100_000)]
ClientId = Annotated[UUID | None, Query(alias="clientId")]
Limit = Annotated[int, Query(ge=1, le=MOST)]


@router.get("/current", response={200: Answer[CurrentOut], **FAILURES})
def current(request: HttpRequest) -> Any:
    """The current journey and program, streak, health score with its parts, and today."""
    viewer = client_of(request)
    found, told = selectors.current(viewer), selectors.summary(viewer)
    return ok(
        {
            "journey": journey_body(found) if found else None,
            "program": program_state(programs.current(viewer)),
            "streak": told.streak,
            "longest_streak": told.longest,
            "days_tracked": told.tracked,
            "health_score": told.score,
            "change": told.change,
            "parts": [{"name": p.name, "label": str(p.label), "score": p.score, "days": p.days} for p in told.parts],
            "today": told.today,
        }
    )


@router.get("/insights", response={200: Answer[InsightsOut], **FAILURES})
def found_in_days(request: HttpRequest) -> Any:
    """What goes together in the person's own days; never a cause."""
    told = insights.findings(client_of(request))
    return ok({"insights": told.found, "asked": told.asked, "days": told.days})


@router.post("/check-ins", response={200: Answer[CheckInOut], **FAILURES})
@idempotent
def check_in(request: HttpRequest, body: CheckInIn) -> Any:
    """One a day: the second amends the first, field by field; the newest writing of a field wins."""
    viewer = client_of(request)
    changes = body.model_dump(exclude_unset=True, exclude={"day", "at"})
    day = body.day or clock.today(viewer.time_zone)
    return ok(services.check_in(person=viewer, day=day, changes=changes, at=body.at))


@router.post("/symptoms", response={201: Answer[SymptomOut], **FAILURES})
@idempotent
def symptom(request: HttpRequest, body: SymptomIn) -> Any:
    viewer = client_of(request)
    at = body.at or clock.now()
    kept = services.log_symptom(
        person=viewer,
        day=at.astimezone(request.zone).date(),  # type: ignore[attr-defined]
        kind=body.kind,
        severity=body.severity,
        at=at,
        note=body.note,
        symptom_id=body.id,
    )
    return Status(201, ok(kept))


@router.get("", response={200: Listing[JourneyOut], **FAILURES})
def listing(request: HttpRequest, page: Page = 1, limit: Limit = LIMIT) -> Any:
    """Your journeys, newest first."""
    found = paginated(selectors.journeys(client_of(request)), page=page, limit=limit)
    return found.envelope([journey_body(one) for one in found.items])


@router.post("", response={201: Answer[JourneyOut], 409: Failure, **FAILURES})
@idempotent
def start(request: HttpRequest, body: JourneyIn) -> Any:
    """Begin a journey of your own; one at a time."""
    viewer = client_of(request)
    made = services.start(person=viewer, title=body.title, aim=body.aim, days=body.planned_days)
    return Status(201, ok(journey_body(made)))


@router.get("/{uuid:journey_id}", response={200: Answer[JourneyOut], **FAILURES})
def detail(request: HttpRequest, journey_id: UUID) -> Any:
    return ok(journey_body(selectors.journey(client_of(request), journey_id)))


@router.post("/{uuid:journey_id}/end", response={200: Answer[JourneyOut], **FAILURES})
def end(request: HttpRequest, journey_id: UUID) -> Any:
    """End it today; what was logged stays."""
    return ok(journey_body(services.end(person=client_of(request), journey_id=journey_id)))


@router.get("/{uuid:journey_id}/check-ins", response={200: Listing[CheckInOut], **FAILURES})
def check_ins(request: HttpRequest, journey_id: UUID, page: Page = 1, limit: Limit = LIMIT) -> Any:
    """Its logged days, oldest first."""
    viewer = client_of(request)
    journey = selectors.journey(viewer, journey_id)
    last = journey.ended_on or clock.today(viewer.time_zone)
    found = paginated(selectors.check_ins(viewer, journey.started_on, last), page=page, limit=limit)
    return found.envelope(list(found.items))


@router.get("/{uuid:journey_id}/report", response={200: Answer[ReportOut], **FAILURES})
def progress_report(request: HttpRequest, journey_id: UUID, first: date | None = None, last: date | None = None) -> Any:
    """Of the journey's days, or of any range of at most 366 days; the newest ones when the journey was longer."""
    viewer = client_of(request)
    return ok(report.body(report.report(viewer, *_range(viewer, journey_id, first, last))))


@router.get(
    "/{uuid:journey_id}/report.pdf",
    response={200: bytes, **FAILURES},
    openapi_extra={"responses": {200: {"content": {"application/pdf": {"schema": {"type": "string"}}}}}},
)
def progress_report_pdf(
    request: HttpRequest, journey_id: UUID, first: date | None = None, last: date | None = None
) -> Any:
    """The same as a PDF in your language."""
    viewer = client_of(request)
    told = report.report(viewer, *_range(viewer, journey_id, first, last))
    content = papers.pdf(viewer, told, get_language() or "en")
    return HttpResponse(content, content_type="application/pdf", headers={"Cache-Control": "no-store"})


@router.get("/days", response={200: Answer[list[CheckInOut]], **FAILURES})
def days(request: HttpRequest, first: date, last: date, client_id: ClientId = None) -> Any:
    """Logged days of a range of at most 366 days, oldest first; yours, or those of somebody you act for."""
    last = min(last, first + timedelta(days=selectors.LONGEST - 1)) if first < date(9000, 1, 1) else last
    return ok(list(selectors.check_ins(client_for(user_of(request), client_id, reads=[What.DAYS]), first, last)))


def client_of(request: HttpRequest) -> User:
    """Journeys are a client's."""
    viewer = user_of(request)
    if viewer.role != Role.CLIENT:
        raise NotFound
    return viewer


def _range(viewer: User, journey_id: UUID, first: date | None, last: date | None) -> tuple[date, date]:
    found, today = selectors.journey(viewer, journey_id), clock.today(viewer.time_zone)
    last = min(last or found.ended_on or today, today)
    return first or max(found.started_on, last - timedelta(days=report.LONGEST - 1)), last


def program_state(row: Enrolment | None) -> dict[str, Any] | None:
    if row is None:
        return None
    same = {name: getattr(row, name) for name in ("status", "day", "days", "percent", "ends_on")}
    about = {"enrolment_id": row.pk, "slug": row.program.slug, "title": row.program.title}
    return {**same, **about, "started_on": row.start_on}


def journey_body(one: Journey) -> dict[str, Any]:
    told = selectors.progress(one, clock.today(one.person.time_zone))
    return {
        "id": one.pk,
        "title": one.title,
        "aim": one.aim,
        "started_on": one.started_on,
        "planned_days": one.planned_days,
        "ended_on": one.ended_on,
        "progress": told,
    }
