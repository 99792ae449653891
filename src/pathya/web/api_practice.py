"""A nutritionist's desk and clients."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.accounts.models import Role, User
from pathya.consultations import selectors, week
from pathya.consultations.schemas import CallBody, call_body
from pathya.kit import clock
from pathya.kit.api import Answer, Failure, Listing, Schema, ok
from pathya.kit.errors import Invalid, NotFound
from pathya.kit.pagination import LIMIT, MOST, Page
from pathya.ui.words import viewer_zone
from pathya.web import attention, desk

router = Router(tags=["nutritionists"], auth=signed_in)
FAILURES = {401: Failure, 404: Failure, 422: Failure}


class FlagOut(Schema):
    reason: attention.Reason
    text: str


class CaseOut(Schema):
    """A client with why they ask for a look, the most pressing reason first."""

    id: UUID
    name: str
    last_active: date | None
    """The last day they logged."""
    next_call: datetime | None
    last_call: datetime | None
    attention: list[FlagOut]


class LineOut(Schema):
    """A measure of the last four weeks: the newest value, how far it is from the first, on how many days."""

    label: str
    last: str
    change: str
    days: int


class FileOut(Schema):
    id: UUID
    title: str
    created_at: datetime


class EssentialsOut(Schema):
    why: str
    goals: str
    allergies: list[str]
    medications: list[str]
    lines: list[LineOut]
    documents: list[FileOut]
    wanted_at: datetime | None
    """The client asks to move the call there."""
    last_call: datetime | None


class DeskOut(Schema):
    date: date
    calls: list[CallBody]
    next: CallBody | None
    essentials: EssentialsOut | None
    unfinished: list[CallBody]


class PlacedOut(Schema):
    call: CallBody
    troubles: list[str]


class SpanOut(Schema):
    """Open hours (`open`), an absence (`off`), or a time that an event elsewhere takes (`busy`)."""

    kind: Literal["open", "off", "busy"]
    starts_at: datetime
    ends_at: datetime


class DayOut(Schema):
    """`label`: the holiday or exception of that day."""

    date: date
    label: str
    calls: list[PlacedOut]
    spans: list[SpanOut]


@router.get("/clients", response={200: Listing[CaseOut], **FAILURES}, summary="Your clients")
def clients(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=60)] = "",
    reason: attention.Reason | None = None,
    silent: Annotated[int, Query(ge=1, le=365)] = attention.SILENCES[0],
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    limit: Annotated[int, Query(ge=1, le=MOST)] = LIMIT,
) -> Any:
    """Whom you treat now, those who ask for a look first. `silent`: from how many days on somebody is silent."""
    words = q.replace("\0", "")
    found = attention.cases(_nutritionist(request), words=words, reason=reason or "", silent_days=silent)
    start = (page - 1) * limit
    shown = Page(found[start : start + limit], page, limit, len(found))
    return shown.envelope([_case(case) for case in shown.items])


@router.get("/desk", response={200: Answer[DeskOut], **FAILURES}, summary="Your day")
def today(request: HttpRequest) -> Any:
    """Today's calls, the next one with its client's essentials (they see the reading), and what is left open."""
    viewer = _nutritionist(request)
    zone = viewer_zone(viewer.time_zone)
    [day] = selectors.days(viewer, clock.today(zone), 1, zone)
    coming = [call for call in day.calls if call.is_open and call.ends_at > clock.now()]
    found = desk.essentials(viewer, coming[0]) if coming and coming[0].group_id is None else None
    return ok(
        {
            "date": day.date,
            "calls": [call_body(call, viewer) for call in day.calls],
            "next": call_body(coming[0], viewer) if coming else None,
            "essentials": _essentials(found) if found else None,
            "unfinished": [call_body(call, viewer) for call in desk.unfinished(viewer)[:20]],
        }
    )


@router.get("/calendar", response={200: Answer[list[DayOut]], **FAILURES}, summary="Your week")
def calendar(request: HttpRequest, first: Annotated[date | None, Query(alias="from")] = None) -> Any:
    """Seven days from `from` (the Monday of this week), on your own clock: calls with what is odd about them, open
    hours, absences, times taken elsewhere. A call is moved by `POST /consultations/{id}/reschedule` with `sequence`."""
    viewer = _nutritionist(request)
    zone = viewer_zone(viewer.time_zone)
    today = clock.today(zone)
    begins = first or today - timedelta(days=today.weekday())
    if not 2000 < begins.year < 2200:
        raise Invalid(fields={"from": [_("Choose a day of this century.")]})
    found = week.of(viewer, begins, zone, clock.now())
    return ok([_day(column, viewer) for column in found.columns])


def _day(column: week.Column, viewer: User) -> dict[str, Any]:
    calls = [{"call": call_body(slip.call, viewer), "troubles": list(slip.troubles)} for slip in column.slips]
    spans = [{"kind": one.kind, "starts_at": one.starts_at, "ends_at": one.ends_at} for one in column.blocks]
    return {"date": column.date, "label": str(column.label), "calls": calls, "spans": spans}


def _nutritionist(request: HttpRequest) -> User:
    viewer = user_of(request)
    if viewer.role != Role.NUTRITIONIST:
        raise NotFound
    return viewer


def _case(case: attention.Case) -> dict[str, Any]:
    flags = [{"reason": flag.reason, "text": str(flag.text)} for flag in case.flags]
    names = ("last_active", "next_call", "last_call")
    told = {name: getattr(case, name) for name in names}
    return {"id": case.client.pk, "name": case.client.get_full_name(), "attention": flags, **told}


def _essentials(found: desk.Essentials) -> dict[str, Any]:
    lines = [{"label": str(s.label), "last": s.last, "change": s.change, "days": s.days} for s in found.sparks]
    papers = [{"id": one.pk, "title": one.title, "created_at": one.created_at} for one in found.documents]
    names = ("why", "goals", "allergies", "medications")
    return {
        **{name: getattr(found, name) for name in names},
        "lines": lines,
        "documents": papers,
        "wanted_at": found.wish.wanted_at if found.wish else None,
        "last_call": found.last_call.starts_at if found.last_call else None,
    }
