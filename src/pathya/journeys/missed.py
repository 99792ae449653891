"""Targets that were missed on most of the last days: a plain count, nothing that could be chance."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pathya.accounts.models import User
from pathya.journeys import eating, plates
from pathya.journeys.models import CheckIn
from pathya.journeys.rules import MEASURES
from pathya.journeys.targets import EXERCISE_MINUTES, SLEEP_HOURS, targets_for
from pathya.kit import clock

DAYS, MOST_OF_THEM = 7, 5
NEAR = 0.9
"""From so much of a target on it counts as reached."""
KNOWN = 80
"""Per cent of what was eaten that must tell a nutrient."""
FOODS = ("protein", "fibre")
Missed = tuple[str, str, int, int]
"""What, its target in words, on how many of how many days."""


def missed(person: User, days: Sequence[CheckIn], last: date) -> Iterator[Missed]:
    """Of the last seven days that tell it, today apart, as it is not over. Some statements."""
    end = min(last, clock.today(person.time_zone) - timedelta(days=1))
    targets = targets_for(person, end)
    least = {"sleep_hours": SLEEP_HOURS, "water_ml": targets.water_ml, "exercise_minutes": EXERCISE_MINUTES}
    recent = [one for one in days if end - timedelta(days=2 * DAYS) < one.day <= end]
    for name, target in least.items():
        told = [float(value) for one in recent if (value := getattr(one, name)) is not None]
        yield from _told(str(MEASURES[name].label), target, str(MEASURES[name].unit), told)
    foods = plates.food_days(person, end - timedelta(days=2 * DAYS - 1), end)
    for name in FOODS:
        need = targets.least.get(name)
        told = [one.nutrients[name] for one in foods if eating.share(one.known.get(name), one.grams) >= KNOWN]
        if need:
            yield from _told(str(eating.NAMES[name]), need, eating.unit(name), told)


def _told(label: str, target: float, unit: str, values: Sequence[float]) -> Iterator[Missed]:
    newest = values[-DAYS:]
    below = sum(value < NEAR * target for value in newest)
    if len(newest) == DAYS and below >= MOST_OF_THEM:
        yield label, f"{target:.0f} {unit}", below, DAYS
