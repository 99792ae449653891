"""Meals and sums of days for a viewer: one's own, or those of somebody whose record one may read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from pathya.accounts.models import User
from pathya.care import selectors as care
from pathya.journeys import eating
from pathya.journeys.models import DayFood, Intake, Meal, MealPhoto, SavedMeal, Supplement
from pathya.journeys.rules import MealKind
from pathya.journeys.targets import Targets
from pathya.kit.errors import NotFound

FAVOURITES = 12


def meals(viewer: User, first: date, last: date) -> "QuerySet[Meal]":
    """The viewer's own meals of a range, oldest first."""
    return Meal.objects.filter(person=viewer, day__range=(first, last), removed_at=None)


def meal(viewer: User, meal_id: UUID) -> Meal:
    found = Meal.objects.filter(person=viewer, id=meal_id, removed_at=None).first()
    if found is None:
        raise NotFound
    return found


def meal_of(viewer: User, client_id: UUID, meal_id: UUID) -> Meal:
    """A meal of a client whose record the viewer may read."""
    return meal(care.client(viewer, client_id), meal_id)


def photo(viewer: User, client_id: UUID, meal_id: UUID) -> MealPhoto:
    meal_of(viewer, client_id, meal_id)
    found = MealPhoto.objects.filter(person=client_id, meal=meal_id).first()
    if found is None:
        raise NotFound
    return found


def day_food(viewer: User, day: date) -> DayFood:
    """The day's sum; an empty one that is not kept when nothing was eaten."""
    return DayFood.objects.filter(person=viewer, day=day).first() or DayFood(person=viewer, day=day)


def food_days(viewer: User, first: date, last: date) -> list[DayFood]:
    """Days on which something was eaten, oldest first."""
    return list(DayFood.objects.filter(person=viewer, day__range=(first, last), meals__gt=0).order_by("day"))


def favourites(viewer: User) -> list[SavedMeal]:
    return list(SavedMeal.objects.filter(person=viewer)[:FAVOURITES])


@dataclass(frozen=True)
class Line:
    """A nutrient of a day against its target. `amount` is None when no food of the day knows it."""

    name: str
    label: str
    unit: str
    amount: float | None
    target: float | None
    known: int
    """Per cent of the weight eaten for which it is known or estimated."""
    is_estimated: bool

    @property
    def share(self) -> int | None:
        """Per cent of the target; None without one."""
        return None if not self.target or self.amount is None else round(100 * self.amount / self.target)

    @property
    def filled(self) -> int:
        return min(self.share or 0, 100)

    @property
    def places(self) -> int:
        return 0 if self.amount is None or self.amount >= 10 else 1


def line(food: DayFood | Meal, name: str, target: float | None) -> Line:
    return Line(
        name,
        str(eating.NAMES[name]),
        eating.unit(name),
        food.nutrients.get(name),
        target,
        eating.share(food.known.get(name), food.grams),
        name in food.estimated,
    )


def macros(food: DayFood, targets: Targets) -> list[Line]:
    return [line(food, name, target) for name, target in targets.macros.items()]


def micros(food: DayFood, targets: Targets) -> list[Line]:
    """What there is a requirement for, apart from the macros."""
    return [line(food, name, least) for name, least in targets.least.items() if name not in eating.MACROS]


@dataclass
class Group:
    """The meals of one kind on a day."""

    kind: MealKind
    meals: list[Meal] = field(default_factory=list)
    has_yesterday: bool = False

    @property
    def energy(self) -> int | None:
        known = [meal.nutrients["energy"] for meal in self.meals if "energy" in meal.nutrients]
        return round(sum(known)) if known else None


def groups(viewer: User, day: date) -> list[Group]:
    """The day's meals by kind, in one statement with what was eaten the day before."""
    found = {kind: Group(MealKind(kind)) for kind in MealKind.values}
    for one in meals(viewer, day - timedelta(days=1), day):
        if one.day == day:
            found[one.kind].meals.append(one)
        else:
            found[one.kind].has_yesterday = True
    return list(found.values())


@dataclass(frozen=True)
class Taken:
    supplement: Supplement
    is_taken: bool


def supplements(viewer: User, day: date) -> list[Taken]:
    """What the person takes, and whether they did on the day; two statements."""
    rows = [one for one in Supplement.objects.filter(person=viewer) if one.stopped_on is None or day < one.stopped_on]
    taken = set(Intake.objects.filter(supplement__person=viewer, day=day).values_list("supplement", flat=True))
    return [Taken(one, one.pk in taken) for one in rows]


def with_photos(viewer: User, found: Iterable[Meal]) -> set[UUID]:
    """The ids of those meals that have a photo."""
    ids = [one.id for one in found]
    return set(MealPhoto.objects.filter(person=viewer, meal__in=ids).values_list("meal", flat=True)) if ids else set()


def totals_body(food: DayFood | Meal) -> dict[str, Mapping[str, Any]]:
    """Every nutrient that some food knows: amount, unit, share of the weight that knows it, whether estimated."""
    return {
        name: {
            "amount": round(amount, 2), "unit": eating.unit(name), "is_estimated": name in food.estimated,
            "known_percent": eating.share(food.known.get(name), food.grams),
        }
        for name, amount in sorted(food.nutrients.items()) if name in eating.NAMES
    }  # fmt: skip
