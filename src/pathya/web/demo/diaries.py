"""Sixty days of three known clients: how they were, what they ate and felt, with something to be found in each.

Asha bloats on evenings with wheat and is livelier after more sleep; Bilal loses weight and is better the day after he
walked; Devika tried leaving fried food out.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from pathya.accounts.models import User
from pathya.journeys import services
from pathya.journeys.models import CheckIn, Symptom
from pathya.kit import clock
from pathya.nutrition.models import Food
from pathya.web.demo.meals import Menu, make_meals
from pathya.web.demo.said import make_said

DAYS = 60
TRIAL = 40
"""Days since Devika's trial began: ten as usual, four of washing out, fourteen without, ten with it again."""


@dataclass(frozen=True)
class Life:
    """Where a person begins; `drift` is kilograms a day, `asleep` the mean of hours."""

    weight: float
    drift: float
    asleep: float
    skips: float


LIVES = {
    "asha": Life(63.4, -0.02, 6.9, 0.06),
    "bilal": Life(80.6, -0.045, 7.2, 0.12),
    "devika": Life(58.2, 0.0, 6.6, 0.1),
}
NOTES = {
    "asha": {3: "Dinner late because of the train.", 9: "Slept badly, neighbours' wedding."},
    "bilal": {2: "खाने के बाद 25 मिनट टहला।", 11: "दफ़्तर में पार्टी थी।"},
    "devika": {6: "Festival at home, sweets all day."},
}


def make_diaries(people: Mapping[str, User]) -> None:
    """Nothing where the foods are not loaded (they are before a start)."""
    if not Food.objects.filter(is_recipe=True, owner=None).exists():
        return
    for login in LIVES:
        client = people[login]
        dice = random.Random(f"{login} 2027")  # noqa: S311 plausible data, not secrets
        menus = make_meals(client, login, DAYS, dice)
        _days(client, login, menus, dice)
        services.award(client)
    make_said(people)


def _days(client: User, login: str, menus: Mapping[date, Menu], dice: random.Random) -> None:
    life, today = LIVES[login], clock.today(client.time_zone)
    weight, walked = life.weight, 0
    rows, felt = [], []
    for back in range(DAYS, -1, -1):
        day, menu = today - timedelta(days=back), menus.get(today - timedelta(days=back))
        weight += life.drift + dice.gauss(0, 0.02)
        if dice.random() < life.skips and back > 1 and menu is None:
            continue
        slept = min(max(dice.gauss(life.asleep, 0.9), 4), 9.5)
        energy = 6 + 0.9 * (slept - life.asleep) + (1.4 if walked else -0.6) + dice.gauss(0, 0.6)
        walked = dice.choice([0, 0, 20, 30, 45])
        rows.append(
            CheckIn(
                person=client, day=day, energy=_ten(energy), mood=_ten(energy + dice.gauss(0.4, 1)),
                weight_kg=Decimal(f"{weight + dice.gauss(0, 0.25):.1f}") if dice.random() < 0.5 else None,
                sleep_hours=Decimal(round(slept * 2)) / 2, exercise_minutes=walked if back else None,
                water_ml=dice.choice([1500, 1750, 2000, 2250]) if back else 750,
                notes=NOTES[login].get(back, ""),
            )
        )  # fmt: skip
        if (severity := _feels(login, back, menu, dice)) and (back or login != "asha"):
            kind = "bloating" if login == "asha" else "acidity"
            at = datetime.combine(day, time(21, 15), ZoneInfo(client.time_zone))
            felt.append(Symptom(person=client, day=day, at=min(at, clock.now()), kind=kind, severity=severity))
    CheckIn.objects.bulk_create(rows, ignore_conflicts=True)
    Symptom.objects.bulk_create(felt)


def _feels(login: str, back: int, menu: Menu | None, dice: random.Random) -> int:
    """How strong a symptom is; 0 for none."""
    if login == "asha":
        likely = 0.85 if menu and menu.has_wheat else 0.1
    elif login == "devika":
        since = TRIAL - back
        likely = 0.15 if 12 <= since < 28 else 0.75
    else:
        likely = 0.08
    return dice.randint(4, 7) if dice.random() < likely else 0


def _ten(value: float) -> int:
    return min(max(round(value), 1), 10)
