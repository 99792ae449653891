"""What an own recipe comes to: reckoned from its parts, its cooked weight and the way of cooking."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.kit.errors import Invalid
from pathya.nutrition import selectors
from pathya.nutrition.errors import UnknownFood
from pathya.nutrition.models import Food, Part
from pathya.nutrition.rules import WIDTH, Diet, dish

NOT_A_BARCODE = _("This is not a number as it stands under a barcode: 8 to 14 digits.")
ITSELF = _("A recipe cannot hold itself.")
LEAST, MOST = 0.01, 100_000
"""Grams of one food in a recipe."""


@dataclass(frozen=True)
class Recipe:
    """Raw grams of foods; `cooked`: what the whole weighs when it is done, None for what its parts weigh."""

    parts: Sequence[tuple[UUID, float]]
    servings: float
    cooked: float | None
    way: str


@dataclass(frozen=True)
class Reckoned:
    """`fields` as a Food keeps them, `weights` by food."""

    fields: dict[str, Any]
    weights: dict[UUID, float]


def reckoned(owner: User | None, recipe: Recipe) -> Reckoned:
    """Raises UnknownFood for what the owner cannot see, Invalid for amounts that nobody cooks."""
    rows = selectors.visible(owner) if owner else Food.objects.filter(owner=None)
    foods = {food.pk: food for food in rows.filter(pk__in=[pk for pk, _ in recipe.parts])}
    if missing := [str(pk) for pk, _ in recipe.parts if pk not in foods]:
        raise UnknownFood(extra={"missing": missing})
    weights: dict[UUID, float] = {}
    for pk, grams in recipe.parts:
        weights[pk] = weights.get(pk, 0) + grams
    if any(not LEAST <= grams <= MOST for grams in weights.values()):
        raise Invalid(fields={"parts": [_("Write amounts that somebody can eat.")]})
    cooked = recipe.cooked or sum(weights.values())
    parts = [(grams, foods[pk].nutrients, foods[pk].estimated) for pk, grams in weights.items()]
    told = dish(parts, cooked, recipe.way)
    serving = max(round(cooked / recipe.servings, 1), 0.1)
    plan = {
        "cooked": cooked, "way": recipe.way, "portion": serving, "measure": "serving", "servings": recipe.servings,
        "weighed": recipe.cooked is not None,
    }  # fmt: skip
    fields = {
        "nutrients": told.amounts, "estimated": sorted(told.estimated), "plan": plan,
        "measures": [{"name": "serving", "grams": serving}], **flags([foods[pk] for pk in weights]),
    }  # fmt: skip
    return Reckoned(fields, weights)


def of(food: Food) -> Recipe:
    """As it was written down."""
    plan = food.plan
    parts = [(part.food_id, float(part.grams)) for part in food.parts.all()]
    cooked = float(plan["cooked"])
    servings = float(plan.get("servings") or round(cooked / float(plan["portion"]), 2))
    return Recipe(parts, servings, cooked if plan.get("weighed", True) else None, plan["way"])


def check_apart(recipe: Food, foods: Iterable[UUID]) -> None:
    """Raises Invalid where a recipe would hold itself, also by way of others."""
    seen: set[UUID] = set()
    ahead = set(foods)
    while ahead:
        if recipe.pk in ahead:
            raise Invalid(fields={"parts": [ITSELF]})
        seen |= ahead
        ahead = set(Part.objects.filter(recipe__in=ahead).values_list("food_id", flat=True)) - seen


def flags(foods: Sequence[Food]) -> dict[str, object]:
    """What is unknown of one part is unknown of the whole; what one part has, the whole has."""
    told = {food.jain for food in foods}
    jain = False if False in told else None if None in told else True
    diet = "" if any(not food.diet for food in foods) else max((Diet(food.diet) for food in foods), key=WIDTH.index)
    allergens = None
    if all(food.allergens is not None for food in foods):
        allergens = sorted({allergen for food in foods for allergen in food.allergens or []})
    return {"jain": jain, "diet": diet, "allergens": allergens}
