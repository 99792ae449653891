"""What a client is to reach in a day."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.accounts.models import User
from pathya.care import selectors as care
from pathya.care import services as trail
from pathya.kit import clock
from pathya.kit.api import Answer, Body, Failure, Schema, ok
from pathya.nutrition import selectors, services
from pathya.nutrition.requirements import Activity, Goal, Sex, State
from pathya.nutrition.schemas import NutrientName
from pathya.nutrition.targets import Choices, DayTargets, Method

router = Router(tags=["foods"], auth=signed_in)
FAILURES = {401: Failure, 404: Failure, 422: Failure}
ClientId = Annotated[UUID | None, Query(alias="clientId")]
Amount = Annotated[float, Field(ge=0, le=100_000)]


class TargetsIn(Body):
    """Without `energy`, `least` and `most` everything follows from the body; those are for the nutritionist alone."""

    client_id: UUID | None = None
    since: date | None = None
    method: Method = Method.ICMR
    goal: Goal = Goal.KEEP
    activity: Activity | Literal[""] = ""
    state: State = State.NONE
    sex: Sex | Literal[""] = ""
    energy: Annotated[float, Field(ge=800, le=6000)] | None = None
    least: dict[NutrientName, Amount] = Field(default_factory=dict)
    most: dict[NutrientName, Amount] = Field(default_factory=dict)
    reason: Annotated[str, Field(max_length=500)] = ""


class TargetOut(Schema):
    """`byHand`: a nutritionist set it; `unsure`: the sources disagree."""

    unit: str
    least: float | None
    most: float | None
    by_hand: bool
    unsure: bool


class TargetsOut(Schema):
    """`missing` names what the profile lacks; then there is nothing but what was set by hand."""

    day: date
    since: date | None
    by_practice: bool
    source: str
    goal: str
    state: str
    energy: float | None
    nutrients: dict[str, TargetOut]
    missing: list[str]


@router.get("/targets", response={200: Answer[TargetsOut], **FAILURES}, summary="What to reach in a day")
def targets(request: HttpRequest, client_id: ClientId = None, day: date | None = None) -> Any:
    """Your own, or those of a client whose record you may read."""
    viewer = user_of(request)
    client = client_of(viewer, client_id)
    day = sensible(day or clock.today(client.time_zone))
    return ok(body(selectors.targets_for(viewer, client, day), day))


@router.put("/targets", response={200: Answer[TargetsOut], 409: Failure, **FAILURES}, summary="Set them")
def set_targets(request: HttpRequest, asked: TargetsIn) -> Any:
    """From `since` (today, if left out) on."""
    viewer = user_of(request)
    client = client_of(viewer, asked.client_id)
    since = sensible(asked.since or clock.today(client.time_zone))
    choices = Choices(**asked.model_dump(exclude={"client_id", "since"}))
    return ok(body(services.set_targets(viewer=viewer, client=client, since=since, choices=choices), since))


def client_of(viewer: User, client_id: UUID | None) -> User:
    """The client named, or the viewer; reading somebody else's is kept in the trail."""
    client = care.client(viewer, client_id or viewer.pk)
    trail.note_read(viewer=viewer, client_id=client.pk, what="plan")
    return client


def sensible(day: date) -> date:
    return min(max(day, date(2000, 1, 1)), date(2200, 1, 1))


def body(told: DayTargets, day: date) -> dict[str, Any]:
    return {
        "day": day, "since": told.since, "by_practice": told.by_practice, "source": told.choices.method,
        "goal": told.choices.goal, "state": told.choices.state, "energy": told.energy,
        "missing": list(told.missing),
        "nutrients": {
            name: {"unit": unit, "least": least, "most": most, "by_hand": by_hand, "unsure": unsure}
            for name, (unit, least, most, by_hand, unsure) in selectors.shown_targets(told).items()
        },
    }  # fmt: skip
