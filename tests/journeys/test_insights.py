"""A synthetic year in the tables, with and without planted effects."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from pathya.accounts.models import User
from pathya.journeys import insights
from pathya.journeys.models import CheckIn, DayFood, Meal, Symptom
from pathya.kit import clock
from pathya.kit.ids import new_id
from pathya.nutrition.models import Food
from tests.factories import asha, charlie
from tests.journeys.foods import food

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 1, 12, 6, 30, tzinfo=UTC)
LAST = date(2027, 1, 12)
DAYS = 365
FIRST = LAST - timedelta(days=DAYS - 1)


def carried(generator: np.random.Generator, carry: float) -> np.ndarray:
    values = generator.normal(size=DAYS)
    for day in range(1, DAYS):
        values[day] += carry * values[day - 1]
    return values


def year(person: User, seed: int, *, sleep: float, milk: float) -> None:
    """Energy that sleep moves and carries over; bloating that milk of the day before moves; foods by chance."""
    generator = np.random.default_rng(seed)
    slept = np.clip(7 + 0.8 * carried(generator, 0.3), 3, 12)
    energy = np.clip(np.round(5.5 + sleep * (slept - 7) + 0.8 * carried(generator, 0.4)), 1, 10)
    foods = [food(name, allergens=held, energy=100, protein=5, fibre=3, sugar=2) for name, held in KITCHEN.items()]
    eaten = generator.random((DAYS, len(foods))) < np.linspace(0.3, 0.6, len(foods))
    felt = np.round(1.5 + milk * np.concatenate([[0], eaten[:-1, 0]]) + 1.2 * generator.normal(size=DAYS))
    days = [FIRST + timedelta(days=n) for n in range(DAYS)]
    CheckIn.objects.bulk_create(
        CheckIn(
            person=person, day=day, energy=int(energy[n]), mood=int(generator.integers(3, 8)), stamps={"energy": 1},
            sleep_hours=round(float(slept[n]), 1), water_ml=int(generator.integers(4, 11)) * 250,
        )
        for n, day in enumerate(days)
    )  # fmt: skip
    Symptom.objects.bulk_create(
        Symptom(person=person, day=day, at=NOON, kind="bloating", severity=int(min(felt[n], 10)))
        for n, day in enumerate(days)
        if felt[n] >= 1
    )
    plates = [[one for one, has in zip(foods, row, strict=True) if has] for row in eaten]
    Meal.objects.bulk_create(_meal(person, day, plate) for day, plate in zip(days, plates, strict=True) if plate)
    DayFood.objects.bulk_create(
        DayFood(
            person=person, day=day, meals=1, grams=100 * len(plate),
            nutrients={"energy": 1800 + float(generator.normal()) * 300, "fibre": 25 + float(generator.normal()) * 6},
            known={"energy": 100 * len(plate), "fibre": 100 * len(plate)},
        )
        for day, plate in zip(days, plates, strict=True) if plate
    )  # fmt: skip


KITCHEN = {"Milk": ["milk"], "Rice": [], "Paneer tikka": [], "Poha": [], "Coffee": [], "Banana": []}


def _meal(person: User, day: date, plate: list[Food]) -> Meal:
    items = [{"food": str(one.pk), "name": one.name, "name_hi": "", "grams": 100} for one in plate]
    return Meal(id=new_id(), person=person, day=day, at=NOON, kind="lunch", items=items, grams=100 * len(plate))


def test_what_was_planted_in_a_year_is_found_and_noise_is_not() -> None:
    with clock.at(NOON):
        year(asha(), 11, sleep=0.8, milk=3.0)
        told = insights.findings(asha(), FIRST, LAST)
        texts = [one.text for one in told.found]
        assert any("hours of sleep, energy level is" in text and "higher" in text for text in texts)
        planted = [text for text in texts if text.lower().startswith("the day after milk, bloating")]
        assert planted
        assert "higher" in planted[0]
        chance = [
            one
            for one in told.found
            if one.kind != "target" and "sleep" not in one.text and "milk" not in one.text.lower()
        ]
        assert len(chance) <= 0.05 * told.asked
        assert told.asked > 30


def test_of_noise_hardly_anything_is_told() -> None:
    told = []
    with clock.at(NOON):
        for seed in (21, 22, 23):
            for model in (CheckIn, Symptom, Meal, DayFood):
                model.objects.all().delete()
            year(charlie(), seed, sleep=0, milk=0)
            told.append(insights.findings(charlie(), FIRST, LAST))
    asked = sum(one.asked for one in told)
    assert asked > 100
    assert sum(one.kind != "target" for findings in told for one in findings.found) <= 0.05 * asked
