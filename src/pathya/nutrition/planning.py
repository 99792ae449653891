"""Asking for a plan, having it made anew, ending it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.care import selectors as care
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.kit.ids import new_id
from pathya.nutrition import inputs, plan_selectors, tasks
from pathya.nutrition.errors import NeedsTargets, StillMaking
from pathya.nutrition.models import MealPlan
from pathya.nutrition.models.plans import MOST_DAYS, PlanState
from pathya.nutrition.services import Event
from pathya.operations.audit import record

FARTHEST = timedelta(days=180)


@transaction.atomic
def ask_for_plan(
    *,
    viewer: User,
    client: User,
    starts_on: date,
    days: int = 7,
    wanted: Mapping[str, Any] | None = None,
    seed: int = 0,
) -> MealPlan:
    """Have a plan made for somebody one treats. `wanted`: minutes, rupees, dislikes (ids of dishes), most_times.

    Raises NotFound, Invalid, NeedsTargets (the profile lacks what the energy follows from).
    """
    if not care.treats(viewer, client.pk):
        raise NotFound
    today = clock.today(client.time_zone)
    if not 1 <= days <= MOST_DAYS:
        raise Invalid(fields={"days": [_("A plan has 1 to 14 days.")]})
    if not today - timedelta(days=1) <= starts_on <= today + FARTHEST:
        raise Invalid(fields={"starts_on": [_("Choose a day from today on, within half a year.")]})
    asked, told = inputs.collect(client, starts_on, wanted or {})
    if not told.known:
        raise NeedsTargets(extra={"missing": list(told.missing)})
    if not seed and (twin := _being_made(client, starts_on, days, asked)):
        return twin
    return _begin(client=client, made_by=viewer, starts_on=starts_on, days=days, seed=seed, asked=asked)


def _being_made(client: User, starts_on: date, days: int, asked: Mapping[str, Any]) -> MealPlan | None:
    """The plan that a first click has asked for already."""
    User.objects.select_for_update(of=("self",)).get(pk=client.pk)
    rows = MealPlan.objects.filter(client=client, starts_on=starts_on, days=days, state=PlanState.MAKING)
    return next((one for one in rows if one.asked == asked), None)


@transaction.atomic
def make_plan_for_enrolment(*, enrolment_id: UUID, client: User, starts_on: date, days: int = 7) -> MealPlan:
    """The first plan of an enrolment, once; it waits for review. In the caller's transaction.

    Where the profile lacks what the energy follows from, the plan waits with that told.
    """
    held = MealPlan.objects.filter(enrolment=enrolment_id).first()
    if held:
        return held
    asked, told = inputs.collect(client, starts_on, {})
    lacking = None if told.known else {"groups": [], "missing": list(told.missing)}
    return _begin(
        client=client, made_by=None, starts_on=starts_on, days=min(days, MOST_DAYS), seed=0, asked=asked,
        enrolment=enrolment_id, conflict=lacking,
    )  # fmt: skip


def first_plan(enrolment_id: UUID, client: User, starts_on: date, days: int) -> None:
    """Answers to `programs.enrolled`."""
    make_plan_for_enrolment(enrolment_id=enrolment_id, client=client, starts_on=starts_on, days=days)


def _begin(*, seed: int, conflict: Any = None, **fields: Any) -> MealPlan:
    made = MealPlan(
        id=new_id(),
        conflict=conflict,
        state=PlanState.IMPOSSIBLE if conflict else PlanState.MAKING,
        seed=seed,
        **fields,
    )
    made.seed = seed or made.pk.int % 2**31
    made.save(force_insert=True)
    record(Event.PLAN_ASKED, actor=fields["made_by"], subject=made, detail={"days": made.days})
    if made.state == PlanState.MAKING:
        tasks.make_plan.defer(plan_id=str(made.pk))
    return made


@transaction.atomic
def regenerate(*, viewer: User, plan_id: UUID, wanted: Mapping[str, Any] | None = None) -> MealPlan:
    """Make all meals anew that are not locked, by the record and the targets as they are now.

    Raises NotFound, StillMaking, NeedsTargets.
    """
    found = plan_selectors.held(plan_id, viewer=viewer)
    if found.state == PlanState.MAKING:
        raise StillMaking
    asked, told = inputs.collect(found.client, found.starts_on, wanted if wanted is not None else kept(found.asked))
    if not told.known:
        raise NeedsTargets(extra={"missing": list(told.missing)})
    found.asked, found.conflict, found.state, found.progress = asked, None, PlanState.MAKING, 0
    found.seed = (found.seed * 31 + 7) % 2**31
    found.changed_at = clock.now()
    found.save()
    record(Event.PLAN_ASKED, actor=viewer, subject=found, detail={"days": found.days})
    tasks.make_plan.defer(plan_id=str(found.pk))
    return found


def kept(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What was wanted beside what follows from the record."""
    wishes = asked.get("wishes") or {}
    told = {name: wishes.get(name) for name in ("minutes", "rupees", "most_times")}
    if told["rupees"] and told["rupees"] == int(told["rupees"]):
        told["rupees"] = int(told["rupees"])
    return {**told, "dislikes": asked.get("dislikes", [])}


@transaction.atomic
def end_plan(*, viewer: User, plan_id: UUID) -> MealPlan:
    """Take a plan away from the client; it stays to be read."""
    found = plan_selectors.held(plan_id, viewer=viewer)
    if found.state != PlanState.ENDED:
        found.state, found.changed_at = PlanState.ENDED, clock.now()
        found.save()
        record(Event.PLAN_ENDED, actor=viewer, subject=found)
    return found
