"""What a day must hold: dishes, wishes, limits. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pathya.nutrition.requirements import Need
from pathya.nutrition.rules import within

MEALS = ("b", "l", "s", "d")
SIDES = {"curd", "salad", "chutney", "drink", "fruit", "sweet"}
STAPLES = {"bread", "rice", "curd", "salad", "drink", "fruit", "chutney"}
"""May come every day."""
GROUPS = ("energy", "macros", "protein", "limits", "time", "budget", "variety", "dislikes")
ORDINARY_SALT = 1.5
"""Ordinary Indian cooking has more sodium than the 2,000 mg of the requirement: so many times as much is taken, unless
a limit was set for this person."""
ENERGY_BAND = 0.07
MOST_CARBOHYDRATE, LEAST_FAT, MOST_FAT = 0.68, 0.15, 0.35
OUT_OF_SEASON = 0.5
INFINITE = float("inf")
SOFT_WITHOUT = {"protein", "iodine"}
"""Protein is a limit; the iodine of a dish depends on the salt that is bought."""


@dataclass(frozen=True, eq=False)
class Dish:
    """A dish with the nutrients and the price of one portion in its household measure.

    `high` is what a portion may hold at most as far as is known: where a part of the ingredients is unknown, these are
    taken to hold as much as the others. A nutrient that is in neither is unknown.
    """

    key: str
    role: str
    meals: str
    minutes: int
    rupees: float
    nutrients: Mapping[str, float]
    high: Mapping[str, float]
    diet: str
    jain: bool
    allergens: frozenset[str] | None
    made_of: frozenset[str] = frozenset()
    season: str = ""

    @property
    def most(self) -> int:
        """Portions in a meal."""
        return 1 if self.role in SIDES else 4 if self.role in ("bread", "main") else 2


@dataclass(frozen=True)
class Wishes:
    """What a person asks for. Minutes are for cooking in a day, rupees for a day's food; `avoid` names ingredients."""

    diet: str = "vegetarian"
    jain: bool = False
    allergies: frozenset[str] = frozenset()
    avoid: frozenset[str] = frozenset()
    dislikes: frozenset[str] = frozenset()
    minutes: int | None = None
    rupees: float | None = None
    most_times: int = 3
    month: int | None = None


Meal = dict[str, int]
"""Dishes with their portions."""


@dataclass
class Day:
    """For each meal its dishes with their portions; and what stays below the requirement, as a share of it."""

    meals: dict[str, Meal]
    short: dict[str, float] = field(default_factory=dict)

    @property
    def keys(self) -> set[str]:
        return {key for meal in self.meals.values() for key in meal}


class Impossible(Exception):
    """No day meets all wishes; `groups` is a minimal set of those that conflict (empty: no dish is left)."""

    def __init__(self, groups: Sequence[str], day: int = 0) -> None:
        super().__init__(", ".join(groups))
        self.groups = list(groups)
        self.day = day


@dataclass(frozen=True)
class Limit:
    """`least ≤ Σ weight(dish) × portions ≤ most` over a day; or once per dish where it is not `by_portion`."""

    group: str
    weigh: Callable[[Dish], float]
    least: float
    most: float
    by_portion: bool = True


@dataclass
class Problem:
    """One day: what may be served, what is fixed, what must hold."""

    dishes: list[Dish]
    need: Need
    limits: list[Limit]
    taste: dict[str, float]
    fixed: Mapping[str, Mapping[Dish, int]] = field(default_factory=dict)
    """Meals that stand already."""
    never: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """What must not be served again in a meal."""
    barred: frozenset[str] = frozenset()
    """Dishes that variety or dislikes forbid today."""
    burden: dict[str, float] = field(default_factory=dict)
    """How much a dish has of what drawn days held too much of; less than 0 where it has what they missed."""

    def allowed(self, meal: str) -> list[Dish]:
        never = self.never.get(meal, frozenset())
        return [dish for dish in self.dishes if meal in dish.meals and dish.key not in self.barred | never]

    def cost(self, dish: Dish) -> float:
        return 2 + self.taste.get(dish.key, 0) * 6

    def rank(self, dish: Dish) -> float:
        """Dishes are drawn from those that rank lowest."""
        return self.cost(dish) + self.burden.get(dish.key, 0)

    def soft(self) -> list[str]:
        """The nutrients that are pulled towards their requirement."""
        known = {name for dish in self.dishes for name in dish.nutrients}
        return [name for name in self.need.least if name in known and name not in SOFT_WITHOUT]


SHORTAGE = 12.0
"""What a nutrient that is missing whole weighs against the cost of dishes."""


def limits(need: Need, wishes: Wishes, groups: Iterable[str]) -> list[Limit]:
    """What must hold on every day. Upper limits count what a dish may hold at most."""

    def low(name: str) -> Callable[[Dish], float]:
        return lambda dish: dish.nutrients.get(name, 0)

    def high(name: str) -> Callable[[Dish], float]:
        return lambda dish: dish.high.get(name, 0)

    energy, carbs, fat = low("energy"), high("carbohydrate"), high("fat")
    band = need.energy * ENERGY_BAND
    told = [
        Limit("energy", energy, need.energy - band, need.energy + band),
        Limit("macros", lambda d: 4 * carbs(d) - MOST_CARBOHYDRATE * energy(d), -INFINITE, 0),
        Limit("macros", lambda d: 9 * fat(d) - MOST_FAT * energy(d), -INFINITE, 0),
        Limit("macros", lambda d: 9 * low("fat")(d) - LEAST_FAT * energy(d), 0, INFINITE),
        Limit("protein", low("protein"), need.least.get("protein", 0), INFINITE),
    ]
    told += [Limit("limits", high(name), 0, most) for name, most in held(need).items()]
    if wishes.rupees is not None:
        told.append(Limit("budget", lambda d: d.rupees, 0, wishes.rupees))
    if wishes.minutes is not None:
        told.append(Limit("time", lambda d: d.minutes, 0, wishes.minutes, by_portion=False))
    kept = set(groups)
    return [limit for limit in told if limit.group in kept]


def held(need: Need) -> dict[str, float]:
    """Upper limits that a day must keep: those set for this person, and salt. Other upper levels are only told."""
    told = {name: need.most[name] for name in need.hard if name in need.most}
    if "sodium" in need.most and "sodium" not in told:
        told["sodium"] = need.most["sodium"] * ORDINARY_SALT
    return told


def allows(wishes: Wishes, dish: Dish) -> bool:
    """Diet, allergies and what is to be avoided: never relaxed. What is unknown of a dish is not allowed."""
    return (
        bool(dish.diet)
        and within(dish.diet, wishes.diet)
        and (dish.jain or not wishes.jain)
        and not (wishes.allergies and (dish.allergens is None or dish.allergens & wishes.allergies))
        and not dish.made_of & wishes.avoid
    )


COUNTED = ("energy", "carbohydrate", "fat")


def unknown(need: Need, dish: Dish) -> bool:
    """Whether something that has a limit is unknown of a dish: it is left out, as it cannot be counted."""
    return any(name not in dish.high for name in (*COUNTED, *held(need)))


def in_season(dish: Dish, month: int) -> bool:
    if not dish.season:
        return True
    first, last = (int(part) for part in dish.season.split("-"))
    return first <= month <= last if first <= last else month >= first or month <= last
