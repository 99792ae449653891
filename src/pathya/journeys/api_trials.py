"""Elimination trials."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field, StringConstraints

from pathya.accounts.api_auth import signed_in
from pathya.journeys import trials
from pathya.journeys.api import FAILURES, client_of
from pathya.journeys.elimination import Phase, Verdict
from pathya.journeys.trials import USUAL, Standing
from pathya.kit.api import Answer, Body, Failure, Schema, ok
from pathya.operations.idempotency import idempotent

router = Router(tags=["journeys"], auth=signed_in)
Days = Annotated[int, Field(ge=0, le=60)]


class TrialIn(Body):
    """`outcome`: energy, mood or a kind of symptom; days of each phase."""

    suspect: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
    outcome: Annotated[str, Field(max_length=16)]
    baseline: Days = USUAL["baseline"]
    washout: Days = USUAL["washout"]
    elimination: Days = USUAL["elimination"]
    reintroduction: Days = USUAL["reintroduction"]


class TrialOut(Schema):
    """`verdict` says can't tell until the last day is over; `relief` and `relapse` in points, `p` of both at once."""

    id: UUID
    suspect: str
    outcome: str
    started_on: date
    last_day: date
    ended_on: date | None
    phase: Phase | None
    verdict: Verdict
    words: str
    relief: float | None
    relapse: float | None
    p: float | None
    days_counted: int


class KeptIn(Body):
    day: date
    kept: bool


@router.get("/trials", response={200: Answer[list[TrialOut]], **FAILURES})
def listing(request: HttpRequest) -> Any:
    """Newest first."""
    return ok([_body(one) for one in trials.standings(client_of(request))])


@router.post("/trials", response={201: Answer[TrialOut], 409: Failure, **FAILURES})
@idempotent
def start(request: HttpRequest, body: TrialIn) -> Any:
    """Begins today; one at a time."""
    days = {name: getattr(body, name) for name in USUAL}
    made = trials.start(person=client_of(request), suspect=body.suspect, outcome=body.outcome, days=days)
    return Status(201, ok(_body(trials.standing(made))))


@router.get("/trials/{uuid:trial_id}", response={200: Answer[TrialOut], **FAILURES})
def detail(request: HttpRequest, trial_id: UUID) -> Any:
    return ok(_body(trials.standing(trials.own(client_of(request), trial_id))))


@router.put("/trials/{uuid:trial_id}/days", response={200: Answer[None], **FAILURES})
def keep(request: HttpRequest, trial_id: UUID, body: KeptIn) -> Any:
    """Whether a day went as its phase asks."""
    trials.keep(person=client_of(request), trial_id=trial_id, day=body.day, kept=body.kept)
    return ok()


@router.post("/trials/{uuid:trial_id}/stop", response={200: Answer[TrialOut], **FAILURES})
def stop(request: HttpRequest, trial_id: UUID) -> Any:
    """Break it off today."""
    return ok(_body(trials.standing(trials.stop(person=client_of(request), trial_id=trial_id))))


def _body(one: Standing) -> dict[str, Any]:
    told = one.told
    return {
        "id": one.trial.pk, "suspect": one.trial.suspect, "outcome": one.trial.outcome, "words": one.words,
        "started_on": one.trial.started_on, "last_day": one.plan.last, "ended_on": one.trial.ended_on,
        "phase": one.phase if one.is_running else None, "verdict": told.verdict, "relief": told.relief,
        "relapse": told.relapse, "p": told.p, "days_counted": told.days,
    }  # fmt: skip
