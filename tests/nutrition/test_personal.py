import pytest

from pathya.accounts.models import User
from pathya.nutrition import own, own_recipes, personal, services
from pathya.nutrition.models import Food, Habit
from tests.factories import asha, bilal

pytestmark = pytest.mark.django_db


def eats(person: User, marker: str) -> None:
    food = own.add_food(owner=person, name=f"laddu {marker}", nutrients={"energy": 400})
    own_recipes.add_recipe(
        owner=person, name=f"thali {marker}", parts=[(food.pk, 50)], servings=1, cooked=None, way="raw"
    )
    services.mark(person=person, food_id=food.pk, favourite=True)


def test_an_export_holds_all_of_ones_own_and_nothing_of_others() -> None:
    eats(asha(), "of Asha")
    eats(bilal(), "of Bilal")
    parts = {part.name: [dict(row) for row in part.rows] for part in personal.gather(asha())}
    assert [row["name"] for row in parts["own_foods"]] == ["laddu of Asha"]
    assert [row["name"] for row in parts["own_recipes"]] == ["thali of Asha"]
    assert [row["food__name"] for row in parts["recipe_ingredients"]] == ["laddu of Asha"]
    assert [row["favourite"] for row in parts["food_habits"]] == [True]
    assert "Bilal" not in str(parts)


def test_erasing_removes_all_of_ones_own_and_nothing_of_others() -> None:
    eats(asha(), "of Asha")
    eats(bilal(), "of Bilal")
    counts = {one.name: one.count for one in personal.erase(asha())}
    told = {name: count for name, count in counts.items() if count}
    assert told == {"food_habits": 1, "own_recipes": 1, "own_foods": 1}
    assert not Food.objects.filter(owner=asha()).exists()
    assert Food.objects.filter(owner=bilal()).count() == 2
    assert Habit.objects.get().person == bilal()
    assert sum(one.count for one in personal.erase(asha())) == 0
