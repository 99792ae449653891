"""What a nutritionist reads and writes of their clients' days."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.accounts.models import Role, User
from pathya.care import selectors as care
from pathya.care import services as trail
from pathya.journeys import comments, plates, report, watch, worries
from pathya.journeys.api import FAILURES, client_of
from pathya.journeys.models import Alert, Comment
from pathya.journeys.rules import NOTES_LENGTH, AlertKind
from pathya.journeys.schemas_dashboard import ReportOut
from pathya.journeys.schemas_meals import MealOut, meal_body
from pathya.kit import clock
from pathya.kit.api import Answer, Body, Failure, Schema, ok
from pathya.kit.errors import NotFound
from pathya.operations.idempotency import idempotent

router = Router(tags=["clients' days"], auth=signed_in)
own = Router(tags=["journeys"], auth=signed_in)


class AlertOut(Schema):
    id: UUID
    kind: AlertKind
    subject: str
    reason: str
    opened_at: datetime


class AttentionOut(Schema):
    client_id: UUID
    name: str
    alerts: list[AlertOut]


class CommentIn(Body):
    """About a day, or about one of its meals."""

    day: date
    meal_id: UUID | None = None
    text: Annotated[str, Field(min_length=1, max_length=NOTES_LENGTH)]


class CommentOut(Schema):
    id: UUID
    day: date
    meal_id: UUID | None
    text: str
    author: str
    created_at: datetime


@router.get("/attention", response={200: Answer[list[AttentionOut]], **FAILURES}, summary="Who needs a look")
def attention(request: HttpRequest) -> Any:
    """Your clients with open alerts, and why."""
    found = watch.needs_attention(_nutritionist(request))
    return ok(
        [
            {
                "client_id": one.client.pk,
                "name": one.client.get_full_name(),
                "alerts": [_alert(alert) for alert in one.alerts],
            }
            for one in found
        ]
    )


@router.post("/alerts/{uuid:alert_id}/settle", response={200: Answer[AlertOut], **FAILURES}, summary="It is seen to")
def settle(request: HttpRequest, alert_id: UUID) -> Any:
    """It opens again only when it is still so in a week."""
    return ok(_alert(watch.settle(viewer=_nutritionist(request), alert_id=alert_id)))


@router.get("/clients/{uuid:client_id}/meals", response={200: Answer[list[MealOut]], **FAILURES}, summary="Their meals")
def meals(request: HttpRequest, client_id: UUID, date: date | None = None) -> Any:
    """Of a day; the client is shown that it was read."""
    client = _treated(request, client_id)
    day = date or clock.today(client.time_zone)
    return ok([meal_body(meal) for meal in plates.meals(client, day, day)])


@router.get("/clients/{uuid:client_id}/report", response={200: Answer[ReportOut], **FAILURES}, summary="Their progress")
def progress(request: HttpRequest, client_id: UUID, first: date, last: date) -> Any:
    """Of any range of at most 366 days; the client is shown that it was read."""
    return ok(report.body(report.report(_treated(request, client_id), first, last)))


@router.get("/clients/{uuid:client_id}/comments", response={200: Answer[list[CommentOut]], **FAILURES})
def listing(request: HttpRequest, client_id: UUID, date: date) -> Any:
    """What was written to a day."""
    return ok([_comment(one) for one in comments.of_days(_treated(request, client_id), date, date)])


@router.post("/clients/{uuid:client_id}/comments", response={201: Answer[CommentOut], 409: Failure, **FAILURES})
@idempotent
def add(request: HttpRequest, client_id: UUID, body: CommentIn) -> Any:
    """The client sees it beside the day, and hears of it by mail once a day at most."""
    viewer = _nutritionist(request)
    made = comments.comment(viewer=viewer, client_id=client_id, day=body.day, text=body.text, meal_id=body.meal_id)
    return Status(201, ok(_comment(made)))


@router.delete("/comments/{uuid:comment_id}", response={200: Answer[None], **FAILURES})
def remove(request: HttpRequest, comment_id: UUID) -> Any:
    """Your own words; what is gone already is fine."""
    comments.remove(viewer=_nutritionist(request), comment_id=comment_id)
    return ok()


@own.get("/comments", response={200: Answer[list[CommentOut]], **FAILURES})
def written(request: HttpRequest, date: date | None = None) -> Any:
    """What your nutritionist wrote to a day (today when left out)."""
    viewer = client_of(request)
    day = date or clock.today(viewer.time_zone)
    said = comments.of_days(viewer, day, day)
    comments.note_seen(client=viewer, shown=said)
    return ok([_comment(one) for one in said])


def _nutritionist(request: HttpRequest) -> User:
    viewer = user_of(request)
    if viewer.role != Role.NUTRITIONIST:
        raise NotFound
    return viewer


def _treated(request: HttpRequest, client_id: UUID) -> User:
    viewer = _nutritionist(request)
    client = care.client(viewer, client_id)
    trail.note_read(viewer=viewer, client_id=client_id, what="days")
    return client


def _alert(row: Alert) -> dict[str, Any]:
    return {
        "id": row.pk, "kind": row.kind, "subject": row.subject, "opened_at": row.opened_at,
        "reason": worries.told(row.kind, row.subject, row.detail),
    }  # fmt: skip


def _comment(row: Comment) -> dict[str, Any]:
    author = row.author.get_full_name() if row.author else ""
    return {
        "id": row.pk, "day": row.day, "meal_id": row.meal, "text": row.text, "author": author,
        "created_at": row.created_at,
    }  # fmt: skip
