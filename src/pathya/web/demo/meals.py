"""What the known clients ate, written in bulk with the sums of their days."""

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pathya.accounts.models import User
from pathya.journeys import eating, queries
from pathya.journeys.eating import Eaten
from pathya.journeys.models import DayFood, Meal
from pathya.journeys.rules import MealKind
from pathya.kit import clock
from pathya.nutrition.models import Food
from pathya.nutrition.services import note_used
from pathya.web.demo.menus import MENUS, SKIPPED

Written = tuple[Any, ...]
"""Items, grams, nutrients, known, estimated."""


@dataclass
class Menu:
    """A day's plates."""

    has_wheat: bool = False


def make_meals(client: User, login: str, days: int, dice: random.Random) -> dict[date, Menu]:
    """What was eaten on which day; today only breakfast so far."""
    names = {dish for plates in MENUS[login].values() for plate in plates for dish, _count in plate}
    foods = {food.name: food for food in Food.objects.filter(name__in=names, is_recipe=True, owner=None)}
    written: dict[tuple[MealKind, int], Written] = {}
    zone, today = ZoneInfo(client.time_zone), clock.today(client.time_zone)
    rows, told = [], {}
    for back in range(days, -1, -1):
        day = today - timedelta(days=back)
        if back > 1 and dice.random() < SKIPPED:
            continue
        told[day] = Menu()
        for kind, plates in MENUS[login].items():
            if kind != MealKind.BREAKFAST and (not back or dice.random() < SKIPPED):
                continue
            at = dice.randrange(len(plates))
            if (kind, at) not in written:
                written[kind, at] = _written(client, plates[at], foods)
            items, grams, nutrients, known, estimated = written[kind, at]
            if kind == MealKind.DINNER and any("gluten" in (foods[dish].allergens or ()) for dish, _ in plates[at]):
                told[day].has_wheat = True
            when = datetime.combine(day, eating.USUAL[kind], zone) + timedelta(minutes=dice.randint(-25, 40))
            rows.append(
                Meal(
                    person=client, day=day, at=min(when, clock.now()), kind=kind, items=items, grams=grams,
                    nutrients=nutrients, known=known, estimated=estimated,
                    hunger=dice.choice([None, 2, 3, 4]), mood=dice.choice([None, 3, 4, 5]),
                )
            )  # fmt: skip
    Meal.objects.bulk_create(rows)
    DayFood.objects.bulk_create(_sums(client, rows))
    note_used(person=client, food_ids=[food.pk for food in foods.values()])
    return told


def _written(client: User, plate: tuple[tuple[str, float], ...], foods: Mapping[str, Food]) -> Written:
    """As a logged meal is kept, reckoned once for all the days it comes."""
    items = [Eaten(foods[dish].pk, measure=foods[dish].measures[0]["name"], count=count) for dish, count in plate]
    _found, *told = queries.reckon(client.pk, eating.written(items))
    return tuple(told)


def _sums(client: User, rows: list[Meal]) -> list[DayFood]:
    days: dict[date, DayFood] = {}
    for row in rows:
        held = days.setdefault(row.day, DayFood(person=client, day=row.day, nutrients=defaultdict(float)))
        held.known = held.known or defaultdict(float)
        held.meals, held.grams = held.meals + 1, held.grams + row.grams
        for name, amount in row.nutrients.items():
            held.nutrients[name] += amount
        for name, grams in row.known.items():
            held.known[name] += grams
        held.estimated = sorted({*held.estimated, *row.estimated})
    return list(days.values())
