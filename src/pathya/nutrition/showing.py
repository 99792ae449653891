"""A version of a plan with its foods and sums: what pages, the API, the PDF and the safety rules read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language

from pathya.nutrition import content
from pathya.nutrition.content import Bought, Days, Item, MealKind
from pathya.nutrition.models import Food, MealPlan, Part, PlanVersion
from pathya.nutrition.rules import UNITS, Totals, fold
from pathya.nutrition.safety import Plan, Served
from pathya.nutrition.words import measure

SHOWN = ("energy", "protein", "carbohydrate", "fat", "fibre")
MORE = ("calcium", "iron", "zinc", "magnesium", "potassium", "sodium", "vitamin_a", "vitamin_b12", "vitamin_c",
        "vitamin_d", "folate")  # fmt: skip


ENERGY_OFF = 7
"""Per cent."""


@dataclass(frozen=True)
class Line:
    """A food in a meal, in words."""

    item: Item
    food: Food | None

    @property
    def name(self) -> str:
        if self.food is None:
            return "–"
        return self.food.name_hi if get_language() == "hi" and self.food.name_hi else self.food.name

    @property
    def amount(self) -> str:
        """`2 katori`, `2 pieces`; grams where there is no measure."""
        return f"{self.item.portions:g} {measure(self.item.measure, self.item.portions)}"

    @property
    def weight(self) -> int:
        return round(self.item.weight)


@dataclass(frozen=True)
class MealShown:
    kind: str
    label: Any
    locked: bool
    lines: list[Line]
    sums: Totals
    differs: bool = False
    """From the meal of another version that it is held against."""

    @property
    def energy(self) -> int:
        return round(self.sums.amounts.get("energy", 0))


@dataclass(frozen=True)
class DayShown:
    number: int
    day: date
    meals: list[MealShown]
    sums: Totals


@dataclass
class Shown:
    """Everything of a version; `foods` by id."""

    plan: MealPlan
    version: PlanVersion
    days: list[DayShown]
    foods: dict[str, Food]
    held: Days

    def day(self, when: date) -> DayShown | None:
        return next((one for one in self.days if one.day == when), None)


def shown(plan: MealPlan, version: PlanVersion) -> Shown:
    """One statement for the foods."""
    held = content.opened(version.content)
    foods = foods_by_id(plan, content.foods_in(held))
    days = [
        DayShown(
            number,
            plan.starts_on + timedelta(days=number),
            [
                MealShown(
                    kind, MealKind(kind).label, meal.locked,
                    [Line(item, foods.get(item.food)) for item in meal.items], content.sums(meal.items, foods),
                )
                for kind, meal in day.items()
            ],
            content.sums(content.of_day(day), foods),
        )
        for number, day in enumerate(held)
    ]  # fmt: skip
    return Shown(plan, version, days, foods, held)


def foods_by_id(plan: MealPlan, ids: Iterable[str]) -> dict[str, Food]:
    """Shared foods and the client's own."""
    rows = Food.objects.filter(Q(owner=None) | Q(owner=plan.client_id), pk__in=list(ids))
    return {str(food.pk): food for food in rows}


def parts_of(ids: Iterable[str]) -> dict[str, list[tuple[Food, float]]]:
    """For each dish its ingredients, with raw grams per gram of the cooked dish."""
    told: dict[str, list[tuple[Food, float]]] = {}
    for part in Part.objects.filter(recipe__in=list(ids)).select_related("food", "recipe"):
        cooked = float(part.recipe.plan.get("cooked") or 0)
        if cooked:
            told.setdefault(str(part.recipe_id), []).append((part.food, float(part.grams) / cooked))
    return told


def shopping(told: Shown) -> list[Bought]:
    """What to buy for all days, most first; water is not bought."""
    bought = content.shopping(told.held, told.foods, parts_of(told.foods))
    return [one for one in bought if one.food.name != "Water" and one.grams >= 0.5]


def for_rules(told: Shown) -> Plan:
    """The plan as the safety rules read it."""
    parts = parts_of(told.foods)
    served = [
        Served(
            food.name, food.diet, food.jain, None if food.allergens is None else frozenset(food.allergens),
            frozenset({fold(food.name), *(fold(one.name) for one, _ in parts.get(key, []))}),
        )
        for key, food in told.foods.items()
    ]  # fmt: skip
    return Plan(served, [day.sums for day in told.days], [{m.kind: m.sums for m in day.meals} for day in told.days])


@dataclass(frozen=True)
class Amount:
    """A nutrient of a day against what is to be reached; `known` is the share (0–100) of the weight that tells it."""

    name: str
    amount: float | None
    unit: str
    least: float | None
    most: float | None
    known: int

    @property
    def share(self) -> int | None:
        """Per cent of the least."""
        return round(100 * self.amount / self.least) if self.least and self.amount is not None else None

    @property
    def is_over(self) -> bool:
        """Whether it is above its upper limit; for energy, further off than a plan may be."""
        if self.name == "energy":
            return self.share is not None and abs(self.share - 100) > ENERGY_OFF
        return self.most is not None and self.amount is not None and self.amount > self.most


def amounts(sums: Totals, need: Mapping[str, Any], names: Iterable[str] = SHOWN + MORE) -> list[Amount]:
    """`need` as it is stored with the plan."""
    least = {**need.get("least", {}), "energy": need.get("energy")}
    return [
        Amount(
            name, sums.amounts.get(name), UNITS[name], least.get(name), need.get("most", {}).get(name),
            round(100 * sums.share.get(name, 0)),
        )
        for name in names
    ]  # fmt: skip
