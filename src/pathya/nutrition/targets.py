"""What to reach in a day: the requirement of a body, and what a nutritionist changed of it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pathya.clients.rules import Activity as Active
from pathya.nutrition.requirements import CARBOHYDRATE, FAT, Activity, Body, Goal, Need, Sex, State, need
from pathya.nutrition.rules import UNITS


class Method(TextChoices):
    ICMR = "icmr", _("ICMR–NIN 2020")
    MIFFLIN = "mifflin", _("Mifflin–St Jeor")


class Lacks(TextChoices):
    """What of a profile is needed and not there."""

    BORN = "born", _("date of birth")
    GENDER = "gender", _("sex that the equations are for")
    WEIGHT = "weight", _("weight")
    HEIGHT = "height", _("height")
    ADULT = "adult", _("an adult: the requirements here are for 18 years and over")


ACTIVITY = {
    Active.SEDENTARY: Activity.SEDENTARY,
    Active.LIGHT: Activity.SEDENTARY,
    Active.MODERATE: Activity.MODERATE,
    Active.ACTIVE: Activity.MODERATE,
    Active.VERY_ACTIVE: Activity.HEAVY,
}
KCAL = {"protein": 4, "carbohydrate": 4, "fat": 9}
LEAST_BY_HAND, MOST_BY_HAND = 800, 6000
"""Kilocalories that may be set by hand at all."""


@dataclass(frozen=True)
class Choices:
    """What was chosen for a person; `energy`, `least` and `most` stand in place of what the body's need gives."""

    method: str = Method.ICMR
    goal: str = Goal.KEEP
    activity: str = ""
    """Blank: the profile's."""
    state: str = State.NONE
    sex: str = ""
    """Blank: the profile's."""
    energy: float | None = None
    least: Mapping[str, float] = field(default_factory=dict)
    most: Mapping[str, float] = field(default_factory=dict)
    reason: str = ""

    @property
    def by_hand(self) -> set[str]:
        return {*self.least, *self.most} | ({"energy"} if self.energy is not None else set())


@dataclass(frozen=True)
class DayTargets:
    """For one day. Energy in kcal is to come near; `least` and `most` are per nutrient in `rules.UNITS`; `bands`
    are grams of the macronutrients. While something is in `missing`, all of it is empty but what was set by hand.
    """

    choices: Choices
    body: Body | None
    missing: tuple[str, ...]
    energy: float | None = None
    least: dict[str, float] = field(default_factory=dict)
    most: dict[str, float] = field(default_factory=dict)
    bands: dict[str, tuple[float, float]] = field(default_factory=dict)
    unsure: tuple[str, ...] = ()
    """Figures on which the sources disagree: the adult's stands."""
    since: date | None = None
    by_practice: bool = False

    @property
    def known(self) -> bool:
        return self.energy is not None

    def need(self) -> Need:
        """For the planner; only where the energy is known."""
        return Need(
            self.energy or 0, dict(self.least), dict(self.most), list(self.unsure), frozenset(self.choices.most)
        )


def compose(
    choices: Choices,
    *,
    age: int | None,
    sex: str,
    activity: str,
    weight: float | None,
    height: float | None,
    since: date | None = None,
    by_practice: bool = False,
) -> DayTargets:
    """Targets from the choices and what the profile knows (`sex` and `activity` in the profile's words)."""
    lacks = _missing(choices, age, sex, weight, height)
    body = None
    told = Need(0, {})
    if not lacks and age is not None and weight is not None:
        body = Body(
            Sex(choices.sex or sex), age, weight, height,
            Activity(choices.activity) if choices.activity else ACTIVITY.get(Active(activity or "sedentary"))
            or Activity.SEDENTARY, Goal(choices.goal), State(choices.state),
        )  # fmt: skip
        told = need(body, choices.method)
    energy = choices.energy if choices.energy is not None else (told.energy or None)
    least, most = {**told.least, **choices.least}, {**told.most, **choices.most}
    return DayTargets(
        choices, body, tuple(lacks), energy, least, most, bands(energy, least, most), tuple(told.unsure), since,
        by_practice,
    )  # fmt: skip


def bands(
    energy: float | None, least: Mapping[str, float], most: Mapping[str, float]
) -> dict[str, tuple[float, float]]:
    """Grams of macronutrients: shares of the energy, narrowed by what was set by hand; protein from its least."""
    if not energy:
        return {}
    told = {name: (low * energy / KCAL[name], high * energy / KCAL[name]) for name, low, high in SHARES}
    told["protein"] = (least.get("protein", told["protein"][0]), told["protein"][1])
    for name in ("carbohydrate", "fat"):
        low, high = told[name]
        told[name] = (max(low, least.get(name, low)), min(high, most.get(name, high)))
    low, high = told["protein"]
    told["protein"] = (low, max(low, most.get("protein", high)))
    return {name: (round(low, 1), round(high, 1)) for name, (low, high) in told.items()}


SHARES = (("protein", 0.05, 0.2), ("carbohydrate", *CARBOHYDRATE), ("fat", *FAT))


def _missing(choices: Choices, age: int | None, sex: str, weight: float | None, height: float | None) -> list[str]:
    lacks = []
    if age is None:
        lacks.append(Lacks.BORN.value)
    elif age < 18:
        lacks.append(Lacks.ADULT.value)
    if (choices.sex or sex) not in Sex.values:
        lacks.append(Lacks.GENDER.value)
    if weight is None:
        lacks.append(Lacks.WEIGHT.value)
    if height is None and choices.method == Method.MIFFLIN:
        lacks.append(Lacks.HEIGHT.value)
    return lacks


def stored(choices: Choices) -> dict[str, Any]:
    return {
        "method": choices.method, "goal": choices.goal, "activity": choices.activity, "state": choices.state,
        "sex": choices.sex, "energy": choices.energy, "least": dict(choices.least), "most": dict(choices.most),
        "reason": choices.reason,
    }  # fmt: skip


def opened(data: Mapping[str, Any]) -> Choices:
    return Choices(**data)


def wrong(choices: Choices) -> dict[str, list[Any]]:
    """Field → what is not right about it; empty when the choices can be taken."""
    found: dict[str, list[Any]] = {}
    for name, allowed in (("method", Method), ("goal", Goal)):
        if getattr(choices, name) not in allowed.values:
            found[name] = [_("This is not one of the choices.")]
    for name, values in (("activity", Activity.values), ("state", State.values), ("sex", Sex.values)):
        if getattr(choices, name) and getattr(choices, name) not in values:
            found[name] = [_("This is not one of the choices.")]
    if choices.energy is not None and not LEAST_BY_HAND <= choices.energy <= MOST_BY_HAND:
        found["energy"] = [_("Write kilocalories from 800 to 6,000.")]
    for side in ("least", "most"):
        amounts: Mapping[str, float] = getattr(choices, side)
        if any(name not in UNITS or name == "energy" or not 0 <= value <= 100_000 for name, value in amounts.items()):
            found[side] = [_("Name nutrients with amounts from 0 to 100,000.")]
    if any(choices.least[name] > choices.most[name] for name in set(choices.least) & set(choices.most)):
        found["least"] = [_("The least cannot be more than the most.")]
    if choices.by_hand and not choices.reason.strip():
        found["reason"] = [_("Say why you set this by hand.")]
    return found
