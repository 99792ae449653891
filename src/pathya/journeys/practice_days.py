"""The last days of a client as a nutritionist, or who acts for the client, reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from pathya.accounts.models import User
from pathya.journeys import comments, eating, insights, pictures, plates, selectors, trials
from pathya.journeys.models import CheckIn, Comment, DayFood, Meal, Symptom
from pathya.journeys.ranges import Range, range_of
from pathya.journeys.targets import targets_for
from pathya.kit import clock

RECENT = 14


@dataclass
class Day:
    """One logged day: how it was, what was eaten, felt and said."""

    day: date
    check_in: CheckIn
    food: DayFood | None = None
    lines: list[plates.Line] = field(default_factory=list)
    meals: list[Meal] = field(default_factory=list)
    felt: list[Symptom] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    pictured: set[UUID] = field(default_factory=set)


def recent(client: User, today: date, count: int) -> list[Day]:
    """Newest first; some statements, however many days."""
    first = today - timedelta(days=count - 1)
    made = {one.day: Day(one.day, one, felt=felt) for one, felt in selectors.recent(client, today, count)}
    targets = targets_for(client)
    for food in plates.food_days(client, first, today):
        if food.day in made:
            made[food.day].food, made[food.day].lines = food, plates.macros(food, targets)
    found = list(plates.meals(client, first, today))
    pictured = plates.with_photos(client, found)
    for meal in found:
        if meal.day in made:
            made[meal.day].meals.append(meal)
            made[meal.day].pictured = pictured
    for one in comments.of_days(client, first, today):
        if one.day in made:
            made[one.day].comments.append(one)
    return list(made.values())


def charted(client: User, year: list[CheckIn], chosen: Range, nutrient: str) -> dict[str, Any]:
    """What `_range.html` and the charts beside it show; `year`: the days up to today that were read already."""
    first, last, span = chosen.first, chosen.last, chosen.span
    days = list(selectors.check_ins(client, first, last).defer("notes", "stamps")) if chosen.is_own else year
    return {
        "charts": [
            *pictures.charts(days, last, span),
            *pictures.food_charts(plates.food_days(client, first, last), last, span, [nutrient]),
            *pictures.symptom_charts(selectors.symptom_days(client, first, last), last, span),
        ],
        "range": chosen,
        "spans": pictures.SPANS,
        "nutrient": nutrient if nutrient in eating.NAMES else "",
        "nutrients": [(name, label) for name, label in eating.NAMES.items() if name not in eating.MACROS],
    }


def days_of(client: User, asked: Mapping[str, str]) -> dict[str, Any]:
    """What `_days.html` shows: where the client stands, days, meals, notes and symptoms, charts of the range."""
    today = clock.today(client.time_zone)
    told, found = selectors.summary(client), insights.findings(client)
    return {
        "told": told,
        "recent": recent(client, today, RECENT),
        "trials": trials.standings(client)[:3],
        "today": today,
        **charted(client, told.days, range_of(asked, today), asked.get("nutrient", "")),
        "insights": [(one, insights.rests_on(one.days)) for one in found.found],
        "asked": found.asked,
    }
