"""Days of meals found by a solver (HiGHS), one day after the other, so that a week takes seconds. Pure.

Allergies and the diet choose the dishes and are never relaxed. The other wishes are rows of the model in named groups;
where they cannot all hold, `Impossible` names a smallest set that conflicts.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import highspy

from pathya.nutrition.requirements import Need
from pathya.nutrition.rules import within

MEALS = ("b", "l", "s", "d")
MOST_PORTIONS = 4
SIDES = {"curd", "salad", "chutney", "drink", "fruit", "sweet"}
GROUPS = ("energy", "macros", "protein", "sodium", "time", "budget", "variety", "dislikes")
GAP, NODES, SECONDS = 0.15, 200, 20
"""When a day is good enough. Nodes bound the search, so that a seed repeats; seconds are only a guard."""
OF_A_ROLE = 7
"""Dishes of a role that are drawn for a day; all of them where these do not do."""


@dataclass(frozen=True, eq=False)
class Dish:
    """A dish with the nutrients and the price of one portion in its household measure."""

    key: str
    role: str
    meals: str
    minutes: int
    rupees: float
    nutrients: dict[str, float]
    diet: str
    jain: bool
    allergens: frozenset[str]


@dataclass(frozen=True)
class Wishes:
    """What a person asks for. Minutes are for cooking in a day, rupees for a day's food."""

    diet: str = "vegetarian"
    jain: bool = False
    allergies: frozenset[str] = frozenset()
    dislikes: frozenset[str] = frozenset()
    minutes: int | None = None
    rupees: float | None = None
    most_times: int = 3


@dataclass
class Day:
    """For each meal its dishes with their portions; and what stays below the requirement, as a share of it."""

    meals: dict[str, dict[str, int]]
    short: dict[str, float] = field(default_factory=dict)


class Impossible(Exception):
    """No day meets all wishes; `groups` is a minimal set of those that conflict (empty: no dish is left)."""

    def __init__(self, groups: Sequence[str]) -> None:
        super().__init__(", ".join(groups))
        self.groups = list(groups)


def plan(
    dishes: Iterable[Dish], need: Need, wishes: Wishes, *, days: int = 7, seed: int = 1,
    progress: Callable[[int], None] = lambda _done: None,
) -> list[Day]:  # fmt: skip
    """The same seed gives the same plan. Raises Impossible."""
    allowed = sorted((dish for dish in dishes if allows(wishes, dish)), key=lambda dish: dish.key)
    chance = random.Random(seed)  # noqa: S311 – variety, not a secret
    told: list[Day] = []
    for _ in range(days):
        taste = {dish.key: chance.random() for dish in allowed}
        groups = set(GROUPS)
        day = solve(drawn(allowed, taste), need, wishes, told, taste, groups)
        day = day or solve(allowed, need, wishes, told, taste, groups)
        if day is None:
            raise Impossible(conflict(allowed, need, wishes, told, taste))
        told.append(day)
        progress(len(told))
    return told


def drawn(dishes: list[Dish], taste: dict[str, float]) -> list[Dish]:
    """A few dishes of each role, by taste: breakfasts and meals apart."""
    kinds: dict[tuple[str, bool], list[Dish]] = {}
    for dish in sorted(dishes, key=lambda dish: taste[dish.key]):
        kinds.setdefault((dish.role, "b" in dish.meals), []).append(dish)
    return [dish for kind in kinds.values() for dish in kind[:OF_A_ROLE]]


def allows(wishes: Wishes, dish: Dish) -> bool:
    """Diet and allergies: never relaxed."""
    return (
        bool(dish.diet)
        and within(dish.diet, wishes.diet)
        and (dish.jain or not wishes.jain)
        and not dish.allergens & wishes.allergies
    )


def conflict(dishes: list[Dish], need: Need, wishes: Wishes, before: list[Day], taste: dict[str, float]) -> list[str]:
    """Leave out one group after the other while no day is found: what remains cannot be made smaller."""
    kept = set(GROUPS)
    for group in GROUPS:
        if solve(dishes, need, wishes, before, taste, kept - {group}) is None:
            kept.discard(group)
    return [group for group in GROUPS if group in kept]


class Model:
    """Columns and rows for HiGHS."""

    def __init__(self) -> None:
        self.highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 1), ("time_limit", SECONDS)):
            self.highs.setOptionValue(name, value)
        self.highs.setOptionValue("mip_rel_gap", GAP)
        self.highs.setOptionValue("mip_max_nodes", NODES)
        self.count = 0

    def run(self) -> None:
        """Search on without a bound of nodes while neither a day nor a proof that there is none is found."""
        self.highs.run()
        if self.highs.getModelStatus() == highspy.HighsModelStatus.kSolutionLimit and not self.found():
            self.highs.setOptionValue("mip_max_nodes", 1_000_000)
            self.highs.run()

    def found(self) -> bool:
        return bool(self.highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible)

    def column(self, most: float, cost: float = 0, *, whole: bool = True) -> int:
        self.highs.addCol(cost, 0, most, 0, [], [])
        if whole:
            self.highs.changeColIntegrality(self.count, highspy.HighsVarType.kInteger)
        self.count += 1
        return self.count - 1

    def row(self, terms: dict[int, float], least: float, most: float) -> None:
        used = {column: factor for column, factor in terms.items() if factor}
        self.highs.addRow(least, most, len(used), list(used), [float(value) for value in used.values()])


def solve(
    dishes: list[Dish], need: Need, wishes: Wishes, before: list[Day], taste: dict[str, float], groups: set[str]
) -> Day | None:
    """One day under the named groups of wishes, or None."""
    model = Model()
    chosen: dict[tuple[str, Dish], tuple[int, int]] = {}
    for meal in MEALS:
        for dish in dishes:
            if meal in dish.meals and not ("dislikes" in groups and dish.key in wishes.dislikes):
                pair = (model.column(1, 2 + taste[dish.key] * 6), model.column(MOST_PORTIONS, 0.2))
                chosen[meal, dish] = pair
                model.row({pair[1]: 1, pair[0]: -1}, 0, highspy.kHighsInf)
                most = 1 if dish.role in SIDES else MOST_PORTIONS if dish.role in ("bread", "main") else 2
                model.row({pair[1]: 1, pair[0]: -most}, -highspy.kHighsInf, 0)
    pattern(model, chosen)
    if "variety" in groups:
        variety(model, chosen, wishes, before)
    short = amounts(model, chosen, need, wishes, groups)
    model.run()
    if not model.found():
        return None
    values = model.highs.getSolution().col_value
    day = Day({meal: {} for meal in MEALS})
    for (meal, dish), (_, portions) in chosen.items():
        if round(values[portions]):
            day.meals[meal][dish.key] = round(values[portions])
    day.short = {name: round(values[at], 3) for name, at in short.items() if values[at] > 0.005}
    return day


Chosen = dict[tuple[str, Dish], tuple[int, int]]


def pattern(model: Model, chosen: Chosen) -> None:
    """An Indian day: breakfast one dish (or bread with one) and sides; a full lunch and dinner; a snack."""
    inf = highspy.kHighsInf

    def taken(meal: str, *roles: str, factor: float = 1) -> dict[int, float]:
        return {pair[0]: factor for (at, dish), pair in chosen.items() if at == meal and dish.role in roles}

    model.row(taken("b", "main"), 1, 1)
    model.row(taken("b", "bread", "sabzi", "dal", "rice", "curry", "snack"), 0, 0)
    model.row(taken("b", "chutney"), 0, 1)
    model.row(taken("b", *SIDES - {"chutney"}), 0, 2)
    model.row(taken("s", "snack", "main", "fruit"), 1, 2)
    model.row(taken("s", "drink"), 0, 1)
    model.row(taken("s", "bread", "curry", "sweet", "chutney"), 0, 0)
    for meal in ("l", "d"):
        main = taken(meal, "main")
        model.row(main | taken(meal, "bread", "rice"), 1, 2)
        model.row(main | taken(meal, "dal", "curry"), 1, 1)
        model.row(main | taken(meal, "sabzi"), 1, 1)
        for role in ("bread", "rice"):
            model.row(main | taken(meal, role), 0, 1)
        model.row(taken(meal, "curd"), 0, 1)
        model.row(taken(meal, "salad"), 0, 1)
        model.row(taken(meal, "drink", "sweet", "fruit", "snack", "chutney"), 0, 1)
    model.row({pair[0]: 1 for (_, dish), pair in chosen.items() if dish.role == "sweet"}, 0, 1)
    for key in {dish.key for _, dish in chosen}:
        model.row({pair[0]: 1 for (_, dish), pair in chosen.items() if dish.key == key}, -inf, 1)


STAPLES = {"bread", "rice", "curd", "salad", "drink", "fruit", "chutney"}


def variety(model: Model, chosen: Chosen, wishes: Wishes, before: list[Day]) -> None:
    """No dish too often nor two days running; bread, rice and sides may come every day."""
    times = Counter(key for day in before for meal in day.meals.values() for key in meal)
    last = {key for meal in before[-1].meals.values() for key in meal} if before else set()
    for (_, dish), pair in chosen.items():
        if dish.role not in STAPLES and (dish.key in last or times[dish.key] >= wishes.most_times):
            model.row({pair[0]: 1}, 0, 0)


def amounts(model: Model, chosen: Chosen, need: Need, wishes: Wishes, groups: set[str]) -> dict[str, int]:
    """Energy and macros in bands, time and money under their limits; other nutrients as near as can be."""
    inf = highspy.kHighsInf

    def summed(weigh: Callable[[Dish], float]) -> dict[int, float]:
        return {pair[1]: weigh(dish) for (_, dish), pair in chosen.items()}

    def of(name: str) -> Callable[[Dish], float]:
        return lambda dish: dish.nutrients.get(name, 0)

    rows: list[tuple[str, dict[int, float], float, float]] = [
        ("energy", summed(of("energy")), need.energy * 0.93, need.energy * 1.07),
        ("macros", summed(lambda d: 4 * of("carbohydrate")(d) - 0.68 * of("energy")(d)), -inf, 0),
        ("macros", summed(lambda d: 9 * of("fat")(d) - 0.35 * of("energy")(d)), -inf, 0),
        ("macros", summed(lambda d: 9 * of("fat")(d) - 0.15 * of("energy")(d)), 0, inf),
        ("protein", summed(of("protein")), need.least["protein"], inf),
        ("sodium", summed(of("sodium")), 0, need.most.get("sodium", inf) * 1.5),
    ]
    if wishes.rupees is not None:
        rows.append(("budget", summed(lambda d: d.rupees), 0, wishes.rupees))
    if wishes.minutes is not None:
        taken = {pair[0]: float(dish.minutes) for (_, dish), pair in chosen.items()}
        rows.append(("time", taken, 0, wishes.minutes))
    for group, terms, least, most in rows:
        if group in groups:
            model.row(terms, least, most)
    short: dict[str, int] = {}
    for name, least in need.least.items():
        if name not in ("protein", "iodine") and any(name in dish.nutrients for _, dish in chosen):
            short[name] = model.column(1, 12, whole=False)
            model.row(summed(of(name)) | {short[name]: least}, least, inf)
    return short


def dish_of(food: Any) -> Dish:
    """A planner's dish from a food (model or row of the table) with a plan."""
    portion = float(food.plan["portion"])
    rupees = getattr(food, "rupees", None) or getattr(food, "rupees_per_kg", None) or 0
    nutrients = {name: amount * portion / 100 for name, amount in food.nutrients.items()}
    return Dish(
        food.name, food.plan["role"], food.plan["meals"], food.plan["minutes"], float(rupees) * portion / 1000,
        nutrients, food.diet, bool(food.jain), frozenset(food.allergens or []),
    )  # fmt: skip
