"""What the approved meal plan has for a day, to be logged as it stands."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction

from pathya.accounts.models import User
from pathya.journeys import meals
from pathya.journeys.eating import Eaten
from pathya.journeys.meals import NewMeal
from pathya.journeys.models import Meal
from pathya.journeys.rules import MealKind
from pathya.kit.errors import NotFound
from pathya.nutrition import plan_selectors
from pathya.nutrition.content import MealKind as Place
from pathya.nutrition.showing import Line, MealShown

KINDS = {
    Place.BREAKFAST: MealKind.BREAKFAST, Place.LUNCH: MealKind.LUNCH, Place.SNACK: MealKind.SNACK,
    Place.DINNER: MealKind.DINNER,
}  # fmt: skip


@dataclass(frozen=True)
class Planned:
    """A meal of the plan; `id` is what it is logged under, the same each time."""

    id: UUID
    meal: MealShown

    @property
    def items(self) -> list[Eaten]:
        return [_eaten(line) for line in self.meal.lines if line.food]


def of_day(client: User, day: date) -> dict[MealKind, Planned]:
    """By kind; empty where no approved plan covers the day. Meals without a food that is still there are left out."""
    plan = plan_selectors.current(client, day)
    told = plan_selectors.seen(client, plan) if plan else None
    shown = told.day(day) if told else None
    if plan is None or shown is None:
        return {}
    rows = {KINDS[Place(one.kind)]: Planned(uuid5(plan.pk, f"{day}:{one.kind}"), one) for one in shown.meals}
    return {kind: one for kind, one in rows.items() if one.items}


@transaction.atomic
def log(*, person: User, day: date, kind: str) -> Meal:
    """Log it; a second time changes nothing, and one that was taken out comes back. Raises NotFound, Invalid."""
    found = of_day(person, day).get(MealKind(kind)) if kind in MealKind.values else None
    if found is None:
        raise NotFound
    new = NewMeal(kind, found.items, meals.moment(person, day, kind), day=day, id=found.id)
    return meals.log_again(person=person, meal=new)


def _eaten(line: Line) -> Eaten:
    item = line.item
    measure = "" if item.measure == "grams" else item.measure
    return Eaten(food=UUID(item.food), grams=item.weight, measure=measure, count=item.portions if measure else None)
