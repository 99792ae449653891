import os
import subprocess
import sys

import pytest

from bench.meals import broken, profiles
from pathya.nutrition.planner import GROUPS, Day, Impossible, Wishes, dish_of, plan
from pathya.nutrition.planner.exact import solve
from pathya.nutrition.planner.problem import allows
from pathya.nutrition.planner.week import Task
from pathya.nutrition.requirements import Body, Need, Sex, need
from pathya.nutrition.table import everything

ROWS = {row.name: row for row in everything() if row.parts}
DISHES = [dish_of(row) for row in ROWS.values()]
WOMAN = Body(Sex.FEMALE, 35, 55)
SOLVED = """
from tests.nutrition.test_plan import Wishes, solved
print(solved(Wishes(diet="vegan", minutes=150)))
"""


def test_days_hold_every_hard_wish() -> None:
    """A few of the fifty people of `bench.meals`, checked by other code than the model."""
    solved = 0
    for body, wishes in list(profiles(sorted(ROWS), 8)):
        try:
            found = plan(DISHES, need(body), wishes, days=2, seed=3)
        except Impossible:
            continue
        solved += 1
        assert broken(found, ROWS, body, wishes) == []
    assert solved >= 6


def test_the_check_sees_what_is_broken() -> None:
    day = Day({"b": {"Poha": 1}, "l": {"Toor dal": 1}, "s": {}, "d": {}})
    told = broken([day, day], ROWS, WOMAN, Wishes(dislikes=frozenset({"Poha"})))
    assert {"day 0: pattern of l", "day 0: Poha is disliked", "day 1: Toor dal again"} <= set(told)
    assert any("energy" in text for text in told)


def test_the_solver_alone_holds_them_too() -> None:
    wishes = Wishes(diet="vegan", allergies=frozenset({"peanut"}))
    day = solved(wishes)
    assert day is not None
    assert broken([day], ROWS, WOMAN, wishes) == []


def solved(wishes: Wishes) -> Day | None:
    usable = [dish for dish in DISHES if allows(wishes, dish)]
    taste = {dish.key: number % 7 / 7 for number, dish in enumerate(usable)}
    return solve(Task(usable, need(WOMAN), wishes, {}, {}).problem(taste, set(GROUPS)))


def test_a_seed_repeats() -> None:
    first, second, other = (plan(DISHES, need(WOMAN), Wishes(), days=1, seed=seed) for seed in (1, 1, 2))
    assert first == second != other


def test_the_solver_repeats_in_another_process() -> None:
    """Sets of Python are in another order in each process; a plan must not be."""
    told = [
        subprocess.run(
            [sys.executable, "-c", SOLVED],
            env={**os.environ, "PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "pathya.config.settings"},
            check=True, capture_output=True, text=True,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert told[0] == told[1]
    assert "Day(meals=" in told[0]


def test_what_conflicts_is_named() -> None:
    """No day of 1,660 kcal costs four rupees: the budget and the energy cannot both be had."""
    cheap = Wishes(diet="vegan", rupees=4)
    with pytest.raises(Impossible) as told:
        plan(DISHES, need(WOMAN), cheap, days=1)
    assert "budget" in told.value.groups
    assert "dislikes" not in told.value.groups


def test_what_is_unknown_is_not_served_under_a_limit() -> None:
    """Vitamin K is unknown of some dishes: they are left out where it has a limit."""
    usual = need(WOMAN)
    strict = Need(usual.energy, usual.least, {**usual.most, "vitamin_k": 300}, hard=frozenset({"vitamin_k"}))
    unknown = {name for name, row in ROWS.items() if "vitamin_k" not in row.nutrients}
    assert unknown
    (day,) = plan(DISHES, strict, Wishes(), days=1)
    assert not day.keys & unknown
    amounts = [(ROWS[key], n) for meal in day.meals.values() for key, n in meal.items()]
    assert sum(row.nutrients["vitamin_k"] * row.plan["portion"] * n / 100 for row, n in amounts) <= 300


def test_fixed_meals_stay_and_the_day_is_found_around_them() -> None:
    (before,) = plan(DISHES, need(WOMAN), Wishes(), days=1, seed=4)
    by_key = {dish.key: dish for dish in DISHES}
    fixed = {(0, meal): {by_key[key]: n for key, n in before.meals[meal].items()} for meal in "bsd"}
    never = {(0, "l"): frozenset(before.meals["l"])}
    (after,) = plan(DISHES, need(WOMAN), Wishes(), days=1, seed=9, fixed=fixed, never=never)
    assert {meal: after.meals[meal] for meal in "bsd"} == {meal: before.meals[meal] for meal in "bsd"}
    assert not set(after.meals["l"]) & set(before.meals["l"])
    assert broken([after], ROWS, WOMAN, Wishes()) == []
