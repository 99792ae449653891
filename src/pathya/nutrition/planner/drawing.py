"""One day from drawn meals: the best breakfast, lunch, snack and dinner that fit together, by looking at all pairs."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pathya.nutrition.planner.problem import MEALS, SHORTAGE, SIDES, Day, Dish, Problem

Table = npt.NDArray[np.float64]
SHARE = {"b": 0.24, "l": 0.33, "s": 0.12, "d": 0.31}
"""Of the energy; a drawn meal comes near it."""
DRAWN = {"b": 60, "l": 120, "s": 40, "d": 120}
PAIRS = 160
"""Breakfasts with snacks that are tried with every lunch and dinner."""
ROUNDS, SAMPLE, STRENGTH = 4, 2000, 2.0
"""Times that meals are drawn for a day, days looked at in between, what one round weighs against taste (0 to 6)."""
OF_A_ROLE = 11
"""Dishes of a role, those most to the day's taste, that are drawn from."""
SIDES_OF = {
    "b": (("chutney", 0.4), ("drink", 0.5), ("fruit", 0.4), ("curd", 0.2)),
    "s": (("fruit", 0.3), ("drink", 0.6)),
    "l": (("curd", 0.45), ("salad", 0.5), ("extra", 0.15)),
    "d": (("curd", 0.45), ("salad", 0.5), ("extra", 0.15)),
}
MOST_PARTS = {"b": 3}
EXTRA = ("drink", "sweet", "fruit", "snack", "chutney")
Combination = dict[Dish, int]


def draw(problem: Problem, chance: random.Random) -> Day | None:
    """A day that keeps every limit, or None where the drawn meals hold none (which proves nothing).

    Where they do not, meals are drawn again from dishes that have less of what was too much, more of what was missing.
    """
    columns = Columns(problem)
    for _ in range(ROUNDS):
        meals = {meal: list(drawn(problem, meal, chance)) for meal in MEALS}
        if not all(meals.values()):
            return None
        tables = {meal: columns.of(combinations) for meal, combinations in meals.items()}
        day = best(columns, meals, tables, chance)
        if day:
            return day
        columns.lean(tables, chance)
    return None


def best(
    columns: "Columns", meals: dict[str, list[Combination]], tables: dict[str, Table], chance: random.Random
) -> Day | None:
    pairs = [(b, s) for b in range(len(meals["b"])) for s in range(len(meals["s"]))]
    chance.shuffle(pairs)
    big = tables["l"][:, None, :] + tables["d"][None, :, :]
    apart = together(meals["l"], meals["d"])
    least: tuple[float, tuple[int, int, int, int]] | None = None
    for b, s in pairs[:PAIRS]:
        if clash(meals["b"][b], meals["s"][s]):
            continue
        small = tables["b"][b] + tables["s"][s]
        taken = meals["b"][b] | meals["s"][s]
        fit = columns.fit(big, small) & apart
        fit &= ~np.array([clash(one, taken) for one in meals["l"]])[:, None]
        fit &= ~np.array([clash(one, taken) for one in meals["d"]])[None, :]
        at = np.argwhere(fit)
        if len(at):
            costs = columns.cost(big[at[:, 0], at[:, 1]] + small)
            one = int(np.argmin(costs))
            if least is None or costs[one] < least[0]:
                least = float(costs[one]), (b, int(at[one, 0]), s, int(at[one, 1]))
    if least is None:
        return None
    chosen = [meals[meal][number] for meal, number in zip(MEALS, least[1], strict=True)]
    sums = sum(tables[meal][number] for meal, number in zip(MEALS, least[1], strict=True))
    return Day(
        {m: {dish.key: n for dish, n in one.items()} for m, one in zip(MEALS, chosen, strict=True)},
        columns.short(np.asarray(sums)),
    )


@dataclass
class Columns:
    """What is reckoned of a combination: a column for each limit, one for sweets, the soft nutrients, the cost."""

    problem: Problem

    def __post_init__(self) -> None:
        self.soft = self.problem.soft()
        self.least = [*(limit.least for limit in self.problem.limits), -np.inf]
        self.most = [*(limit.most for limit in self.problem.limits), 1]
        self.needed = np.array([self.problem.need.least[name] for name in self.soft])

    def of(self, combinations: list[Combination]) -> Table:
        known: dict[Dish, tuple[Table, Table]] = {}
        rows = []
        for one in combinations:
            for dish in one:
                known[dish] = known.get(dish) or self.dish(dish)
            rows.append(sum((known[dish][0] * n + known[dish][1] for dish, n in one.items()), np.zeros(self.width)))
        return np.array(rows)

    @property
    def width(self) -> int:
        return len(self.least) + len(self.soft) + 1

    def dish(self, dish: Dish) -> tuple[Table, Table]:
        """What counts for each portion, and what counts once."""
        told, once = np.zeros(self.width), np.zeros(self.width)
        for number, limit in enumerate(self.problem.limits):
            (told if limit.by_portion else once)[number] = limit.weigh(dish)
        once[len(self.least) - 1] = dish.role == "sweet"
        told[len(self.least) : -1] = [dish.nutrients.get(name, 0) for name in self.soft]
        once[-1] = self.problem.cost(dish)
        return told, once

    def fit(self, big: Table, small: Table) -> npt.NDArray[np.bool_]:
        told = np.ones(big.shape[:2], dtype=bool)
        for number, (least, most) in enumerate(zip(self.least, self.most, strict=True)):
            sums = big[:, :, number] + small[number]
            told &= (sums >= least - 1e-9) & (sums <= most + 1e-9)
        return told

    def cost(self, sums: Table) -> Table:
        shares = sums[:, len(self.least) : -1] / self.needed
        return np.asarray(sums[:, -1] + SHORTAGE * np.clip(1 - shares, 0, None).sum(axis=1))

    def lean(self, tables: dict[str, Table], chance: random.Random) -> None:
        """Add to the burden of each dish what it has of what days of these meals mostly hold too much of."""
        sums = sum(table[chance.choices(range(len(table)), k=SAMPLE)] for table in tables.values())
        held = np.asarray(sums)[:, : len(self.least)]
        wrong = (held > np.array(self.most)).mean(axis=0) - (held < np.array(self.least)).mean(axis=0)
        amounts = np.array([sum(self.dish(dish)) for dish in self.problem.dishes])[:, : len(self.least)]
        spread = amounts.std(axis=0)
        for dish, amount in zip(self.problem.dishes, amounts / np.where(spread > 0, spread, 1) @ wrong, strict=True):
            self.problem.burden[dish.key] = self.problem.burden.get(dish.key, 0) + STRENGTH * float(amount)

    def short(self, sums: Table) -> dict[str, float]:
        shares = 1 - sums[len(self.least) : -1] / self.needed
        return {name: round(float(share), 3) for name, share in zip(self.soft, shares, strict=True) if share > 0.005}


def together(lunches: list[Combination], dinners: list[Combination]) -> npt.NDArray[np.bool_]:
    return np.array([[not clash(one, other) for other in dinners] for one in lunches])


def clash(one: Combination, other: Combination) -> bool:
    """A dish comes once a day."""
    return not one.keys().isdisjoint(other)


def drawn(problem: Problem, meal: str, chance: random.Random) -> Iterator[Combination]:
    """Different combinations that have the pattern of the meal; the fixed one where it is fixed."""
    if meal in problem.fixed:
        yield dict(problem.fixed[meal])
        return
    by_role: dict[str, list[Dish]] = {}
    for dish in sorted(problem.allowed(meal), key=problem.rank):
        by_role.setdefault(dish.role, []).append(dish)
    by_role = {role: dishes[:OF_A_ROLE] for role, dishes in by_role.items()}
    seen: set[frozenset[tuple[str, int]]] = set()
    for _ in range(DRAWN[meal] * 2):
        one = combination(by_role, meal, chance)
        if one:
            goal = problem.need.energy * SHARE[meal] * chance.uniform(0.75, 1.25)
            while fill(one, goal, chance) < 0.95 * goal and add(one, by_role, meal, chance):
                pass
            name = frozenset((dish.key, n) for dish, n in one.items())
            if name not in seen:
                seen.add(name)
                yield one
        if len(seen) == DRAWN[meal]:
            return


def combination(by_role: dict[str, list[Dish]], meal: str, chance: random.Random) -> Combination | None:
    """One portion of each dish of a meal; None when a role has no dish."""

    def pick(*roles: str) -> list[Dish]:
        pool = [dish for role in roles for dish in by_role.get(role, [])]
        return [chance.choice(pool)] if pool else []

    if meal == "b":
        parts = [pick("main")]
    elif meal == "s":
        parts = [pick("snack", "main", "fruit")]
    elif by_role.get("main") and chance.random() < 0.2:
        parts = [pick("main")]
    else:
        bread = chance.random() < 0.75
        first = pick("bread") or pick("rice") if bread else pick("rice") or pick("bread")
        parts = [pick("dal", "curry"), pick("sabzi"), first]
        if first and first[0].role == "bread" and chance.random() < 0.4 and by_role.get("rice"):
            parts.append(pick("rice"))
    if not all(parts):
        return None
    for role, likely in SIDES_OF[meal]:
        if chance.random() < likely and len(parts) < MOST_PARTS.get(meal, 9):
            parts.append(pick(*(EXTRA if role == "extra" else (role,))))
    return {dish: 1 for part in parts for dish in part}


def add(one: Combination, by_role: dict[str, list[Dish]], meal: str, chance: random.Random) -> bool:
    """A further dish where a meal is too small, within its pattern; whether there was one."""
    has = [dish.role for dish in one]
    whole = "main" in has and meal in "ld"
    roles = {
        "b": [role for role in ("drink", "fruit") if role not in has and len(one) < MOST_PARTS["b"]],
        "s": ["drink"] * ("drink" not in has) + ["snack", "fruit"] * (sum(role != "drink" for role in has) < 2),
    }.get(meal)
    if roles is None:
        roles = [role for role in ("curd", "salad", *(() if whole else ("rice", "bread"))) if role not in has]
        roles += [] if set(has) & set(EXTRA) else EXTRA
    pool = [dish for role in roles for dish in by_role.get(role, []) if dish not in one]
    if not pool:
        return False
    one[chance.choice(pool)] = 1
    return True


def fill(one: Combination, goal: float, chance: random.Random) -> float:
    """More portions until the energy of the meal is reached or nothing more goes in; the energy that it has then."""
    energy = sum(dish.nutrients["energy"] * n for dish, n in one.items())
    while energy < goal:
        more = [dish for dish, n in one.items() if dish.role not in SIDES and n < dish.most]
        if not more:
            break
        dish = chance.choice(more)
        one[dish] += 1
        energy += dish.nutrients["energy"]
    return energy
