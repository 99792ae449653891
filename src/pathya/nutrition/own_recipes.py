"""Own recipes. What was logged with one stays as it was logged when it changes. `by` as in `own`."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction

from pathya.accounts.models import User
from pathya.nutrition import recipes
from pathya.nutrition.models import Food, Part
from pathya.nutrition.naming import held, named, new
from pathya.nutrition.recipes import Recipe
from pathya.nutrition.services import Event
from pathya.operations.audit import record


@transaction.atomic
def add_recipe(
    *, owner: User, name: str, parts: Sequence[tuple[UUID, float]], servings: float, cooked: float | None, way: str,
    by: User | None = None,
) -> Food:  # fmt: skip
    """One's own recipe from raw grams. Without a cooked weight it weighs what its parts weigh. Raises UnknownFood."""
    told = recipes.reckoned(owner, Recipe(parts, servings, cooked, way))
    food = named(new(owner, is_recipe=True), name, "", told.fields)
    _put_parts(food, told.weights)
    record(Event.RECIPE_ADDED, actor=by or owner, subject=food)
    return food


@transaction.atomic
def change_recipe(
    *, owner: User, food_id: UUID, name: str, parts: Sequence[tuple[UUID, float]], servings: float,
    cooked: float | None, way: str, by: User | None = None,
) -> Food:  # fmt: skip
    """All of it anew, and the recipes that hold it with it. Raises NotFound, UnknownFood, Invalid."""
    food = held(owner, food_id, is_recipe=True)
    recipes.check_apart(food, [pk for pk, _ in parts])
    told = recipes.reckoned(owner, Recipe(parts, servings, cooked, way))
    named(food, name, "", told.fields)
    food.parts.all().delete()
    _put_parts(food, told.weights)
    renew_what_holds(food)
    record(Event.RECIPE_CHANGED, actor=by or owner, subject=food)
    return food


def renew_what_holds(food: Food) -> None:
    """The nutrients of own recipes made of it, and of what is made of those: they never form a circle."""
    for recipe in Food.objects.filter(owner=food.owner, parts__food=food).prefetch_related("parts").distinct():
        told = recipes.reckoned(recipe.owner, recipes.of(recipe))
        for field, value in told.fields.items():
            setattr(recipe, field, value)
        recipe.save()
        renew_what_holds(recipe)


def _put_parts(food: Food, weights: Mapping[UUID, float]) -> None:
    Part.objects.bulk_create([Part(recipe=food, food_id=pk, grams=grams) for pk, grams in weights.items()])
