"""What a person needs in a day: energy by measured formulas, nutrients by ICMR–NIN 2020. Pure.

Source: ICMR–National Institute of Nutrition, *Nutrient Requirements for Indians* (2020), short report pp. 12–17, read
through public transcriptions; where these disagree (vitamins B3, B6 and C in pregnancy and lactation) nothing is
written and the adult figure stands, marked in `unsure`.
"""

from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sex(TextChoices):
    FEMALE = "female", _("female")
    MALE = "male", _("male")


class Activity(TextChoices):
    SEDENTARY = "sedentary", _("mostly sitting")
    MODERATE = "moderate", _("moderately active")
    HEAVY = "heavy", _("hard physical work")


class Goal(TextChoices):
    LOSE = "lose", _("lose weight")
    KEEP = "keep", _("keep weight")
    GAIN = "gain", _("gain weight")


class State(TextChoices):
    NONE = "", _("neither pregnant nor breastfeeding")
    PREGNANT_1 = "pregnant_1", _("pregnant, first trimester")
    PREGNANT_2 = "pregnant_2", _("pregnant, second trimester")
    PREGNANT_3 = "pregnant_3", _("pregnant, third trimester")
    LACTATING_6 = "lactating_6", _("breastfeeding, first six months")
    LACTATING_12 = "lactating_12", _("breastfeeding, months 7 to 12")


PAL = {Activity.SEDENTARY: 1.4, Activity.MODERATE: 1.8, Activity.HEAVY: 2.3}
USUAL = {Activity.SEDENTARY: 1.2, Activity.MODERATE: 1.55, Activity.HEAVY: 1.725}
"""Multipliers that go with Mifflin–St Jeor."""

ADULT: dict[str, tuple[float, float]] = {
    "calcium": (1000, 1000), "magnesium": (440, 370), "iron": (19, 29), "zinc": (17, 13.2), "iodine": (140, 140),
    "folate": (300, 220), "vitamin_b12": (2.2, 2.2), "vitamin_c": (80, 65), "vitamin_a": (1000, 840),
    "vitamin_d": (15, 15), "potassium": (3500, 3500), "phosphorus": (1000, 1000), "copper": (1.7, 1.7),
    "manganese": (4, 4), "selenium": (40, 40), "vitamin_k": (55, 55), "vitamin_b5": (5, 5),
}  # fmt: skip
"""Man, woman; in the units of `rules.UNITS` (vitamin D: 600 IU = 15 µg)."""

BY_ACTIVITY: dict[str, tuple[tuple[float, float, float], tuple[float, float, float]]] = {
    "fibre": ((30, 40, 50), (25, 30, 40)),
    "vitamin_b1": ((1.4, 1.8, 2.3), (1.4, 1.7, 2.2)),
    "vitamin_b2": ((2.0, 2.5, 3.2), (1.9, 2.4, 3.1)),
    "vitamin_b3": ((14, 18, 23), (11, 14, 18)),
    "vitamin_b6": ((1.9, 2.4, 3.1), (1.9, 1.9, 2.4)),
}
PREGNANT = {
    "calcium": 1000, "magnesium": 440, "iron": 27, "zinc": 14.5, "iodine": 220, "vitamin_b1": 2.0, "vitamin_b2": 2.7,
    "vitamin_b6": 2.3, "folate": 570, "vitamin_b12": 2.45, "vitamin_a": 900, "vitamin_d": 15,
}  # fmt: skip
LACTATING = {
    "calcium": 1200, "magnesium": 400, "iron": 23, "zinc": 14.1, "iodine": 280, "vitamin_b1": 2.1, "vitamin_b2": 3.0,
    "folate": 330, "vitamin_b12": 3.2, "vitamin_a": 950, "vitamin_d": 15,
}  # fmt: skip
UPPER: dict[str, float] = {
    "calcium": 2500, "iron": 45, "zinc": 40, "iodine": 1100, "vitamin_b3": 35, "vitamin_b6": 100, "folate": 1000,
    "vitamin_c": 2000, "vitamin_a": 3000, "vitamin_d": 100, "sodium": 2000,
}  # fmt: skip
MORE_ENERGY = {
    State.PREGNANT_1: 0,
    State.PREGNANT_2: 350,
    State.PREGNANT_3: 350,
    State.LACTATING_6: 600,
    State.LACTATING_12: 520,
}
MORE_PROTEIN = {State.PREGNANT_2: 9.5, State.PREGNANT_3: 22, State.LACTATING_6: 17, State.LACTATING_12: 13}
CARBOHYDRATE, FAT = (0.45, 0.65), (0.15, 0.35)
"""Shares of the energy for adults (AMDR)."""
FAO = {
    Sex.MALE: ((30, 15.057, 692.2), (60, 11.472, 873.1), (999, 11.711, 587.7)),
    Sex.FEMALE: ((30, 14.818, 486.6), (60, 8.126, 845.6), (999, 9.082, 658.5)),
}
INDIAN = {Sex.MALE: 0.90, Sex.FEMALE: 0.91}
CHANGE = {Goal.LOSE: -0.15, Goal.KEEP: 0, Goal.GAIN: 0.1}
LEAST_ENERGY = {Sex.MALE: 1500, Sex.FEMALE: 1200}


@dataclass(frozen=True)
class Body:
    """An adult: years, kilograms, centimetres."""

    sex: Sex
    age: int
    weight: float
    height: float | None = None
    activity: Activity = Activity.SEDENTARY
    goal: Goal = Goal.KEEP
    state: State = State.NONE


@dataclass
class Need:
    """Per day: energy (kcal), least and most of nutrients, and which figures the sources disagree on."""

    energy: float
    least: dict[str, float]
    most: dict[str, float] = field(default_factory=dict)
    unsure: list[str] = field(default_factory=list)
    hard: frozenset[str] = frozenset()
    """Those of `most` that were set for this person."""


def mifflin(body: Body) -> float:
    """Resting energy, kcal a day (Mifflin–St Jeor 1990). Needs the height."""
    if body.height is None:
        raise ValueError("Mifflin–St Jeor needs the height")
    return 10 * body.weight + 6.25 * body.height - 5 * body.age + (5 if body.sex == Sex.MALE else -161)


def icmr(body: Body) -> float:
    """Basal energy, kcal a day: FAO/WHO/UNU equations, lowered for Indian adults as ICMR–NIN 2020 does."""
    slope, base = next((slope, base) for below, slope, base in FAO[body.sex] if body.age < below)
    return (slope * body.weight + base) * INDIAN[body.sex]


def energy(body: Body, method: str = "icmr") -> float:
    """Daily energy with activity, state and goal; pregnancy and breastfeeding are never a time to lose weight."""
    spent = mifflin(body) * USUAL[body.activity] if method == "mifflin" else icmr(body) * PAL[body.activity]
    if body.state:
        return round(spent + MORE_ENERGY[body.state])
    return round(max(spent * (1 + CHANGE[body.goal]), LEAST_ENERGY[body.sex]))


def need(body: Body, method: str = "icmr") -> Need:
    """Everything for a day."""
    woman = body.sex == Sex.FEMALE
    least = {name: pair[woman] for name, pair in ADULT.items()}
    step = list(Activity).index(body.activity)
    least |= {name: rows[woman][step] for name, rows in BY_ACTIVITY.items()}
    if body.age >= 60:
        least |= {"calcium": 1200, "vitamin_d": 20} | ({"iron": 19} if woman else {})
    unsure: list[str] = []
    if body.state:
        least |= PREGNANT if body.state.startswith("pregnant") else LACTATING
        unsure = ["vitamin_b3", "vitamin_c", *([] if body.state.startswith("pregnant") else ["vitamin_b6"])]
    least["protein"] = round(0.83 * body.weight + MORE_PROTEIN.get(body.state, 0), 2)
    return Need(energy(body, method), least, dict(UPPER), unsure)
