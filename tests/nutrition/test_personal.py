from typing import Any

import pytest

from pathya.accounts.models import User
from pathya.kit import clock
from pathya.nutrition import own, own_recipes, personal, services
from pathya.nutrition.content import Item, Meal, MealKind
from pathya.nutrition.making import write
from pathya.nutrition.models import Food, Habit, MealPlan, PlanVersion, Targets
from pathya.nutrition.models.plans import Why
from pathya.nutrition.targets import Choices
from tests.factories import asha, bilal

pytestmark = pytest.mark.django_db


def eats(person: User, marker: str) -> None:
    """A row in every table with what is one's own; one recipe is part of another."""
    food = own.add_food(owner=person, name=f"laddu {marker}", nutrients={"energy": 400})
    cooked: dict[str, Any] = {"servings": 1, "cooked": None, "way": "raw"}
    thali = own_recipes.add_recipe(owner=person, name=f"thali {marker}", parts=[(food.pk, 50)], **cooked)
    own_recipes.add_recipe(owner=person, name=f"feast {marker}", parts=[(thali.pk, 50)], **cooked)
    services.mark(person=person, food_id=food.pk, favourite=True)
    choices = Choices(goal="lose", reason=f"wish {marker}")
    today = clock.today("Asia/Kolkata")
    services.set_targets(viewer=person, client=person, since=today, choices=choices)
    plan = MealPlan.objects.create(
        client=person, starts_on=today, days=1, seed=1, asked={"wishes": {"of": f"asked {marker}"}}
    )
    write(
        plan, [{kind: Meal(items=[Item(str(food.pk), 1, 50, marker)]) for kind in MealKind.values}], Why.MADE, by=None
    )


def test_an_export_holds_all_of_ones_own_and_nothing_of_others() -> None:
    eats(asha(), "of Asha")
    eats(bilal(), "of Bilal")
    parts = {part.name: [dict(row) for row in part.rows] for part in personal.gather(asha())}
    assert [row["name"] for row in parts["own_foods"]] == ["laddu of Asha"]
    assert [row["name"] for row in parts["own_recipes"]] == ["thali of Asha", "feast of Asha"]
    assert {row["food__name"] for row in parts["recipe_ingredients"]} == {"laddu of Asha", "thali of Asha"}
    assert [row["favourite"] for row in parts["food_habits"]] == [True]
    assert [row["reason"] for row in parts["targets"]] == ["wish of Asha"]
    assert [row["asked"]["wishes"]["of"] for row in parts["meal_plans"]] == ["asked of Asha"]
    assert [row["content"]["days"][0]["b"]["items"][0]["measure"] for row in parts["meal_plan_versions"]] == ["of Asha"]
    assert "Bilal" not in str(parts)


def test_erasing_removes_all_of_ones_own_and_nothing_of_others() -> None:
    eats(asha(), "of Asha")
    eats(bilal(), "of Bilal")
    counts = {one.name: one.count for one in personal.erase(asha())}
    told = {name: count for name, count in counts.items() if count}
    assert told == {"meal_plans": 1, "targets": 1, "food_habits": 1, "own_recipes": 2, "own_foods": 1}
    assert not Food.objects.filter(owner=asha()).exists()
    assert Food.objects.filter(owner=bilal()).count() == 3
    for model in (Habit, MealPlan, PlanVersion, Targets):
        assert model.objects.count() == 1
    assert sum(one.count for one in personal.erase(asha())) == 0
