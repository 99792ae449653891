"""Making a plan in a job: the solver works outside of any transaction, what it found is written in one."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from pathya.accounts.models import User
from pathya.kit import clock
from pathya.nutrition import content, inputs, plan_selectors
from pathya.nutrition.content import Days, Item, Meal
from pathya.nutrition.models import Food, MealPlan, PlanVersion
from pathya.nutrition.models.plans import PlanState, Why
from pathya.nutrition.planner import MEALS, Day, Dish, Impossible, plan
from pathya.nutrition.services import Event
from pathya.operations.audit import record


def make(plan_id: UUID) -> None:
    """Safe to repeat: nothing is written where somebody changed the plan meanwhile."""
    found = MealPlan.objects.select_related("client").filter(pk=plan_id, state=PlanState.MAKING).first()
    if found is None:
        return
    head = plan_selectors.version(found)
    standing = content.opened(head.content) if head else []
    fixed = {(number, kind): meal for number, day in enumerate(standing) for kind, meal in day.items() if meal.locked}

    def progress(done: int) -> None:
        MealPlan.objects.filter(pk=plan_id, state=PlanState.MAKING).update(progress=99 * done // found.days)

    try:
        days = solved(found, fixed, progress=progress)
    except Impossible as fact:
        _settle(found, None, {"groups": fact.groups, "missing": [], "day": fact.day})
    else:
        _settle(found, days, None)


def solved(
    found: MealPlan, fixed: Mapping[tuple[int, str], Meal], *, seed: int | None = None, never: Any = None,
    without: Any = (), progress: Any = lambda _done: None,
) -> Days:  # fmt: skip
    """Days around the fixed meals. No transaction is open while the solver works. Raises Impossible."""
    ids = {item.food for meal in fixed.values() for item in meal.items}
    foods = {str(food.pk): food for food in Food.objects.filter(pk__in=ids)}
    known = inputs.dishes()
    roles = {dish.key: dish for dish in known}
    standing = {
        at: {one: 1 for item in meal.items for one in [as_dish(item, foods.get(item.food), roles.get(item.food))]}
        for at, meal in fixed.items()
    }
    made = plan(
        known, inputs.need_of(found.asked), inputs.wishes_of(found.asked), days=found.days, seed=seed or found.seed,
        fixed=standing, never=never, without=without, progress=progress,
    )  # fmt: skip
    return [meals_of(number, day, fixed) for number, day in enumerate(made)]


def as_dish(item: Item, food: Food | None, known: Dish | None) -> Dish:
    """A food that stands already: its whole amount as one portion; what is unknown of it cannot be counted."""
    nutrients = {name: amount * item.weight / 100 for name, amount in (food.nutrients if food else {}).items()}
    rupees = float(food.rupees_per_kg or 0) * item.weight / 1000 if food else 0
    return Dish(
        item.food, known.role if known else "extra", "".join(MEALS), known.minutes if known else 0, rupees, nutrients,
        nutrients, "", False, None,
    )  # fmt: skip


def meals_of(number: int, day: Day, fixed: Mapping[tuple[int, str], Meal]) -> dict[str, Meal]:
    keys = {key for meal in day.meals.values() for key in meal}
    foods = {str(food.pk): food for food in Food.objects.filter(pk__in=keys)}
    told = {}
    for kind in MEALS:
        items = [
            Item(key, n, float(foods[key].plan["portion"]), foods[key].plan["measure"])
            for key, n in day.meals.get(kind, {}).items()
            if (number, kind) not in fixed
        ]
        told[kind] = fixed.get((number, kind)) or Meal(locked=False, items=items)
    return told


@transaction.atomic
def _settle(read: MealPlan, days: Days | None, conflict: Any) -> None:
    found = MealPlan.objects.select_for_update(of=("self",)).select_related("client").get(pk=read.pk)
    if found.state != PlanState.MAKING or found.version != read.version or found.seed != read.seed:
        return
    if days is None:
        found.state, found.conflict, found.changed_at = PlanState.IMPOSSIBLE, conflict, clock.now()
        found.save()
    else:
        write(found, days, Why.REGENERATED if found.version else Why.MADE, by=None)
    record(Event.PLAN_MADE, actor=None, subject=found, detail={"state": found.state, "version": found.version})


def write(found: MealPlan, days: Days, why: str, *, by: User | None) -> PlanVersion:
    """A new version of a held plan, which waits for review."""
    found.version += 1
    found.state, found.progress, found.conflict, found.changed_at = PlanState.REVIEW, 100, None, clock.now()
    found.save()
    row = PlanVersion(
        plan=found, client_id=found.client_id, number=found.version, content=content.stored(days), why=why, made_by=by
    )
    row.save(force_insert=True)
    return row
