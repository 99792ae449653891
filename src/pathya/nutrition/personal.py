"""What this domain holds about a person, for the export and for erasure."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from pathya.accounts.models import User
from pathya.nutrition.models import Food, Habit, MealPlan, PlanVersion, Targets
from pathya.nutrition.models import Part as Ingredient
from pathya.privacy.rules import Erased, Fate, Part


def gather(user: User) -> Iterator[Part]:
    own = Food.objects.filter(owner=user).order_by("created_at")
    foods = own.filter(is_recipe=False).values("id", "name", "nutrients", "measures", "created_at")
    yield Part("own_foods", _("Your own foods"), foods.iterator())
    recipes = own.filter(is_recipe=True).values("id", "name", "nutrients", "measures", "created_at")
    yield Part("own_recipes", _("Your own recipes"), recipes.iterator())
    parts = Ingredient.objects.filter(recipe__owner=user).values("recipe__name", "food__name", "grams")
    yield Part("recipe_ingredients", _("What is in your recipes"), parts.iterator())
    habits = Habit.objects.filter(person=user).values("food__name", "favourite", "disliked", "used_at")
    yield Part("food_habits", _("Favourite and recent foods"), habits.iterator())
    targets = Targets.objects.filter(client=user)
    yield Part("targets", _("What you are to reach in a day"), [{"since": one.since, **one.data} for one in targets])
    yield Part("meal_plans", _("Your meal plans"), (_plan(plan) for plan in MealPlan.objects.filter(client=user)))
    versions = PlanVersion.objects.filter(client=user).order_by("plan", "number")
    yield Part("meal_plan_versions", _("What your meal plans held"), (_version(one) for one in versions.iterator()))


def erase(user: User) -> list[Erased]:
    """What recipes are made of goes before the foods, as some of those are recipes too."""
    plans = MealPlan.objects.filter(client=user).count()
    MealPlan.objects.filter(client=user).delete()
    targets = Targets.objects.filter(client=user).delete()[0]
    habits = Habit.objects.filter(person=user).delete()[0]
    recipes = Food.objects.filter(owner=user, is_recipe=True)
    foods = Food.objects.filter(owner=user, is_recipe=False)
    counts = recipes.count(), foods.count()
    Ingredient.objects.filter(recipe__owner=user).delete()
    recipes.delete()
    foods.delete()
    return [
        Erased("meal_plans", Fate.REMOVED, plans),
        Erased("targets", Fate.REMOVED, targets),
        Erased("food_habits", Fate.REMOVED, habits),
        Erased("own_recipes", Fate.REMOVED, counts[0]),
        Erased("own_foods", Fate.REMOVED, counts[1]),
    ]


def _plan(plan: MealPlan) -> dict[str, Any]:
    names = ("id", "state", "starts_on", "days", "asked", "version", "approved", "approved_at", "receipt", "created_at")
    return {name: getattr(plan, name) for name in names}


def _version(one: PlanVersion) -> dict[str, Any]:
    return {"plan": one.plan_id, "number": one.number, "why": one.why, "made_at": one.made_at, "content": one.content}
