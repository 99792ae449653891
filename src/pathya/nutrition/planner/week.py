"""Days of meals, one after the other, so that a week takes seconds. Pure.

For each day meals are drawn and the best four that fit together are looked for among them (`drawing`); where those do
not do, HiGHS finds a day or proves that there is none (`exact`). Allergies, what is to be avoided and the diet choose
the dishes and are never relaxed. The other wishes are limits in named groups; where they cannot all hold, `Impossible`
names a smallest set that conflicts.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from pathya.nutrition.planner.drawing import draw
from pathya.nutrition.planner.exact import possible, solve
from pathya.nutrition.planner.problem import (
    GROUPS,
    MEALS,
    OUT_OF_SEASON,
    STAPLES,
    Day,
    Dish,
    Impossible,
    Problem,
    Wishes,
    allows,
    in_season,
    limits,
    unknown,
)
from pathya.nutrition.requirements import Need

ATTEMPTS = 2
"""Weeks that are begun anew where earlier days have used up the dishes of a later one."""
Fixed = Mapping[tuple[int, str], Mapping[Dish, int]]


@dataclass
class Task:
    """What a whole plan is made from. `fixed` and `never` are by (day from 0, meal)."""

    dishes: list[Dish]
    need: Need
    wishes: Wishes
    fixed: Fixed
    never: Mapping[tuple[int, str], frozenset[str]]
    found: list[Day] = field(default_factory=list)

    def problem(self, taste: dict[str, float], groups: set[str]) -> Problem:
        day = len(self.found)
        return Problem(
            self.dishes, self.need, limits(self.need, self.wishes, groups), taste,
            {meal: dishes for (at, meal), dishes in self.fixed.items() if at == day},
            {meal: keys for (at, meal), keys in self.never.items() if at == day},
            self.barred(groups),
        )  # fmt: skip

    def barred(self, groups: set[str]) -> frozenset[str]:
        """No dish two days running, nor more often than wished; no dish that is disliked."""
        told = set(self.wishes.dislikes) if "dislikes" in groups else set()
        if "variety" in groups:
            day = len(self.found)
            later = [(at, dish.key) for (at, _), dishes in self.fixed.items() if at >= day for dish in dishes]
            times = Counter(key for one in self.found for key in one.keys) + Counter(key for _, key in later)
            beside = {key for one in self.found[-1:] for key in one.keys} | {key for at, key in later if at == day + 1}
            told |= {
                dish.key
                for dish in self.dishes
                if dish.role not in STAPLES and (dish.key in beside or times[dish.key] >= self.wishes.most_times)
            }
        return frozenset(told)


def plan(
    dishes: Iterable[Dish],
    need: Need,
    wishes: Wishes,
    *,
    days: int = 7,
    seed: int = 1,
    fixed: Fixed | None = None,
    never: Mapping[tuple[int, str], frozenset[str]] | None = None,
    without: Iterable[str] = (),
    progress: Callable[[int], None] = lambda _done: None,
) -> list[Day]:
    """The same seed gives the same plan. A day whose meals are all fixed stays as it is, whatever it holds.

    `without` names groups of wishes that need not hold. Raises Impossible.
    """
    usable = [dish for dish in dishes if allows(wishes, dish) and not unknown(need, dish)]
    known = sorted(usable, key=lambda dish: dish.key)
    groups = set(GROUPS) - set(without)
    left: dict[str, float] | None = {}
    for attempt in range(ATTEMPTS):
        task = Task(known, need, wishes, fixed or {}, never or {})
        chance = random.Random(seed + attempt * 104_729)  # noqa: S311 – variety, not a secret
        left = weeks(task, chance, groups, days, progress)
        if left is None:
            return task.found
        if not task.found or "variety" not in groups:
            break
    raise Impossible(conflict(task, left or {}, groups), len(task.found))


def weeks(
    task: Task, chance: random.Random, groups: set[str], days: int, progress: Callable[[int], None]
) -> dict[str, float] | None:
    """Find day after day; the taste of the day for which there is none, or None when all are found."""
    for number in range(days):
        standing = {meal: task.fixed[number, meal] for meal in MEALS if (number, meal) in task.fixed}
        if len(standing) == len(MEALS):
            task.found.append(Day({m: {dish.key: n for dish, n in dishes.items()} for m, dishes in standing.items()}))
            continue
        taste = {dish.key: chance.random() + out_of_season(dish, task.wishes) for dish in task.dishes}
        problem = task.problem(taste, groups)
        day = draw(problem, random.Random(chance.random())) or solve(problem)  # noqa: S311
        if day is None:
            return taste
        task.found.append(day)
        progress(len(task.found))
    return None


def out_of_season(dish: Dish, wishes: Wishes) -> float:
    return 0 if wishes.month is None or in_season(dish, wishes.month) else OUT_OF_SEASON


def conflict(task: Task, taste: dict[str, float], groups: set[str]) -> list[str]:
    """Leave out one group after the other while no day is found: what remains cannot be made smaller."""
    kept = set(groups)
    if not possible(task.problem(taste, set())):
        return []
    for group in sorted(groups, key=GROUPS.index):
        if not possible(task.problem(taste, kept - {group})):
            kept.discard(group)
    return [group for group in GROUPS if group in kept]
