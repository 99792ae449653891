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

RETREATS = 3
"""How often days are found anew, each time one more of them, where they have used up the dishes of a later one."""
AGAIN = 0.3
"""Of the range of taste, for each time that a dish was served already."""
MISSES = 2
"""Days that drawing did not find, after which HiGHS is asked at once."""
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
    burden: dict[str, float] = field(default_factory=dict)
    misses: int = 0

    def standing(self) -> Day | None:
        """The day where all its meals are fixed."""
        meals = {meal: self.fixed.get((len(self.found), meal)) for meal in MEALS}
        told = {m: {dish.key: n for dish, n in dishes.items()} for m, dishes in meals.items() if dishes is not None}
        return Day(told) if len(told) == len(MEALS) else None

    def new(self, taste: dict[str, float], groups: set[str], chance: random.Random) -> Day | None:
        times = Counter(key for one in self.found for key in one.keys)
        problem = self.problem({key: liking + AGAIN * times[key] for key, liking in taste.items()}, groups)
        if self.misses < MISSES:
            day = draw(problem, random.Random(chance.random()))  # noqa: S311
            if day:
                return day
            self.misses += 1
        return solve(problem)

    def problem(self, taste: dict[str, float], groups: set[str]) -> Problem:
        day = len(self.found)
        return Problem(
            self.dishes, self.need, limits(self.need, self.wishes, groups), taste,
            {meal: dishes for (at, meal), dishes in self.fixed.items() if at == day},
            {meal: keys for (at, meal), keys in self.never.items() if at == day},
            self.barred(groups), self.burden,
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
    task = Task(known, need, wishes, fixed or {}, never or {})
    chance = random.Random(seed)  # noqa: S311 – variety, not a secret
    retreats = most = 0
    while len(task.found) < days:
        taste = {dish.key: chance.random() + out_of_season(dish, wishes) for dish in known}
        day = task.standing() or task.new(taste, groups, chance)
        if day:
            task.found.append(day)
            most = max(most, len(task.found))
            progress(most)
        elif retreats == RETREATS or not task.found or "variety" not in groups:
            raise Impossible(conflict(task, taste, groups), len(task.found))
        else:
            retreats += 1
            del task.found[-1 - retreats :]
    return task.found


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
