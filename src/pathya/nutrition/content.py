"""What a version of a plan holds: days of meals with foods, portions and grams; sums and the shopping list. Pure.

Stored as `{"days": [{"b": {"locked": false, "items": [{"food": id, "portions": 2, "grams": 40, "measure": …}]}}]}`
with the grams of one portion.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pathya.nutrition.rules import Totals, total

Content = dict[str, Any]


class MealKind(TextChoices):
    BREAKFAST = "b", _("Breakfast")
    LUNCH = "l", _("Lunch")
    SNACK = "s", _("Snack")
    DINNER = "d", _("Dinner")


class Eaten(Protocol):
    """What is needed of a food."""

    nutrients: dict[str, float]
    estimated: list[str]


@dataclass(frozen=True)
class Item:
    food: str
    portions: float
    grams: float
    measure: str

    @property
    def weight(self) -> float:
        return self.portions * self.grams


@dataclass
class Meal:
    locked: bool = False
    items: list[Item] = field(default_factory=list)


Days = list[dict[str, Meal]]


def opened(content: Content) -> Days:
    return [
        {
            kind: Meal(meal["locked"], [Item(**item) for item in meal["items"]])
            for kind, meal in sorted(day.items(), key=lambda pair: MealKind.values.index(pair[0]))
        }
        for day in content["days"]
    ]


def stored(days: Days) -> Content:
    return {
        "days": [
            {
                kind: {
                    "locked": meal.locked,
                    "items": [
                        {"food": one.food, "portions": one.portions, "grams": one.grams, "measure": one.measure}
                        for one in meal.items
                    ],
                }
                for kind, meal in day.items()
            }
            for day in days
        ]
    }


def foods_in(days: Days) -> set[str]:
    return {item.food for day in days for meal in day.values() for item in meal.items}


def sums(items: Iterable[Item], foods: Mapping[str, Eaten]) -> Totals:
    """Of what is still known; a food that is gone counts as unknown weight."""
    return total(
        (item.weight, food.nutrients if food else {}, food.estimated if food else [])
        for item in items
        for food in [foods.get(item.food)]
    )


def of_day(day: Mapping[str, Meal]) -> list[Item]:
    return [item for meal in day.values() for item in meal.items]


@dataclass(frozen=True)
class Bought:
    """Raw grams of an ingredient for all days."""

    food: Any
    grams: float


def shopping(days: Days, foods: Mapping[str, Any], parts: Mapping[str, list[tuple[Any, float]]]) -> list[Bought]:
    """Raw ingredients: of a dish what its recipe takes for the weight that is eaten, of others the food itself.

    `parts` tells of a dish its (ingredient, raw grams per cooked gram).
    """
    told: dict[Any, tuple[Any, float]] = {}
    for day in days:
        for item in of_day(day):
            food = foods.get(item.food)
            if food is None:
                continue
            for one, share in parts.get(item.food) or [(food, 1.0)]:
                grams = told[one.pk][1] if one.pk in told else 0.0
                told[one.pk] = (one, grams + share * item.weight)
    return [Bought(food, grams) for food, grams in sorted(told.values(), key=lambda pair: -pair[1])]
