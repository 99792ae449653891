"""What was eaten on which days, as series for the statistics: foods, allergens, nutrients."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from pathya.accounts.models import User
from pathya.journeys import eating, plates
from pathya.journeys.models import DayFood
from pathya.journeys.statistics import Values
from pathya.kit import sql
from pathya.nutrition.rules import Allergen

NUTRIENTS = ("energy", "protein", "fibre", "sugar", "sodium")
KNOWN = 70
"""Per cent of what was eaten for which a nutrient must be known, for the day to count."""
LEAST = 10
"""Days with a food, and days without, below which nothing is asked about it."""
MOST_FOODS, MOST_ALLERGENS = 6, 4
EATEN = """
SELECT DISTINCT m.day, i ->> 'name', i ->> 'name_hi', f.allergens::text[]
FROM journeys_meal m, jsonb_array_elements(m.items) i
JOIN nutrition_food f ON f.id = (i ->> 'food')::uuid
WHERE m.person_id = %(person)s::uuid AND m.day BETWEEN %(first)s::date AND %(last)s::date AND m.removed_at IS NULL
"""


@dataclass(frozen=True)
class Exposure:
    """1 on days with it, 0 on other days with food, unknown on days without any; amounts for nutrients."""

    label: str
    values: Values
    unit: str = ""


def exposures(viewer: User, first: date, length: int) -> list[Exposure]:
    """Two statements. What is eaten nearly always or hardly ever can't be told and is left out."""
    last = date.fromordinal(first.toordinal() + length - 1)
    days = plates.food_days(viewer, first, last)
    rows = sql.rows(EATEN, {"person": viewer.pk, "first": first, "last": last}) if len(days) >= 2 * LEAST else []
    foods: defaultdict[str, set[date]] = defaultdict(set)
    allergens: defaultdict[str, set[date]] = defaultdict(set)
    for day, name, name_hi, held in rows:
        foods[eating.item_name({"name": name, "name_hi": name_hi, "food": True})].add(day)
        for one in held or ():
            allergens[str(Allergen(one).label)].add(day)
    eaten = {one.day for one in days}
    return [
        *_eaten(foods, eaten, first, length, MOST_FOODS),
        *_eaten(allergens, eaten, first, length, MOST_ALLERGENS),
        *_amounts(days, first, length),
    ]


def _eaten(held: dict[str, set[date]], eaten: set[date], first: date, length: int, most: int) -> Iterable[Exposure]:
    told = Counter({name: len(days) for name, days in held.items() if LEAST <= len(days) <= len(eaten) - LEAST})
    for name, _count in told.most_common(most):
        values = np.full(length, np.nan)
        for day in eaten:
            values[(day - first).days] = day in held[name]
        yield Exposure(name, values)


def _amounts(days: list[DayFood], first: date, length: int) -> Iterable[Exposure]:
    for name in NUTRIENTS:
        values = np.full(length, np.nan)
        for one in days:
            if name in one.nutrients and eating.share(one.known.get(name), one.grams) >= KNOWN:
                values[(one.day - first).days] = one.nutrients[name]
        if np.sum(~np.isnan(values)) >= 2 * LEAST:
            yield Exposure(str(eating.NAMES[name]), values, eating.unit(name))
