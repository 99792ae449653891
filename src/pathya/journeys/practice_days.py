"""The last days of a client as a nutritionist reads them."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from pathya.accounts.models import User
from pathya.journeys import comments, plates, selectors
from pathya.journeys.models import CheckIn, Comment, DayFood, Meal, Symptom
from pathya.journeys.targets import targets_for


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
