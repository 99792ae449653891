import random
from collections import Counter

import pytest

from pathya.nutrition.planner import Day, Impossible, Wishes, dish_of, plan
from pathya.nutrition.requirements import Body, Sex, need
from pathya.nutrition.table import everything

ROWS = {row.name: row for row in everything() if row.parts}
DISHES = [dish_of(row) for row in ROWS.values()]


def held(found: list[Day], body: Body, wishes: Wishes) -> None:
    """Every hard wish, checked on the rows of the table by other code than the model."""
    times: Counter[str] = Counter()
    last: set[str] = set()
    for day in found:
        eaten = [(ROWS[key], n) for meal in day.meals.values() for key, n in meal.items()]
        sums = {
            name: sum(row.nutrients.get(name, 0) * row.plan["portion"] * n / 100 for row, n in eaten)
            for name in ("energy", "protein", "carbohydrate", "fat")
        }
        target = need(body)
        assert abs(sums["energy"] - target.energy) <= target.energy * 0.0701
        assert sums["protein"] >= target.least["protein"] - 0.01
        assert 0.149 <= sums["fat"] * 9 / sums["energy"] <= 0.351
        assert sums["carbohydrate"] * 4 / sums["energy"] <= 0.681
        for row, _ in eaten:
            assert not set(row.allergens or []) & wishes.allergies
            assert row.jain or not wishes.jain
            assert ["vegan", "vegetarian", "eggetarian", "nonvegetarian"].index(row.diet) <= [
                "vegan", "vegetarian", "eggetarian", "nonvegetarian",
            ].index(wishes.diet)  # fmt: skip
            assert row.name not in wishes.dislikes
        for meal in "ld":
            roles = Counter(ROWS[key].plan["role"] for key in day.meals[meal])
            assert roles["main"] == 1 or (
                roles["sabzi"] and roles["dal"] + roles["curry"] and roles["bread"] + roles["rice"]
            )
        main = {row.name for row, _ in eaten if row.plan["role"] in ("main", "dal", "curry", "sabzi")}
        assert not main & last
        times.update(main)
        last = main
    assert max(times.values()) <= wishes.most_times


def test_days_hold_every_hard_wish() -> None:
    chance = random.Random(5)  # noqa: S311
    for diet, allergies, jain in (
        ("vegan", {"peanut"}, False),
        ("vegetarian", {"mustard"}, True),
        ("nonvegetarian", set(), False),
    ):
        body = Body(chance.choice(list(Sex)), chance.randint(22, 70), chance.randint(48, 85))
        disliked = frozenset(chance.sample(sorted(ROWS), 8))
        wishes = Wishes(diet=diet, jain=jain, allergies=frozenset(allergies), dislikes=disliked)
        held(plan(DISHES, need(body), wishes, days=2, seed=3), body, wishes)


def test_a_seed_repeats() -> None:
    body = need(Body(Sex.FEMALE, 35, 55))
    first, second, other = (plan(DISHES, body, Wishes(), days=1, seed=seed) for seed in (1, 1, 2))
    assert first == second != other


def test_what_conflicts_is_named() -> None:
    """No day of 1,660 kcal costs four rupees: the budget and the energy cannot both be had."""
    cheap = Wishes(diet="vegan", rupees=4)
    with pytest.raises(Impossible) as told:
        plan(DISHES, need(Body(Sex.FEMALE, 35, 55)), cheap, days=1)
    assert "budget" in told.value.groups
    assert "dislikes" not in told.value.groups
