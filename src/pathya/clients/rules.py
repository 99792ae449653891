"""The pure core: limits of a profile, what follows from it (BMI, BMR, energy), the sections of a medical history."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

HEIGHT = (50, 300)
WEIGHT = (20, 500)
YOUNGEST, OLDEST = 13, 120
ADULT = 18


class Event(StrEnum):
    PROFILE_CHANGED = "clients.profile.changed"
    HISTORY_CHANGED = "clients.history.changed"
    METRICS_ADDED = "clients.metrics.added"
    METRIC_REMOVED = "clients.metric.removed"


class Gender(TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    OTHER = "other", _("Another")


class Diet(TextChoices):
    VEGETARIAN = "vegetarian", _("Vegetarian")
    EGGETARIAN = "eggetarian", _("Vegetarian with eggs")
    NON_VEGETARIAN = "non_vegetarian", _("Non-vegetarian")
    VEGAN = "vegan", _("Vegan")
    JAIN = "jain", _("Jain")


class Activity(TextChoices):
    SEDENTARY = "sedentary", _("Mostly sitting")
    LIGHT = "light", _("Light: walks, housework")
    MODERATE = "moderate", _("Moderate: exercise 3–5 days a week")
    ACTIVE = "active", _("Active: exercise on most days")
    VERY_ACTIVE = "very_active", _("Very active: hard physical work or sport")


FACTORS = {
    Activity.SEDENTARY: Decimal("1.2"),
    Activity.LIGHT: Decimal("1.375"),
    Activity.MODERATE: Decimal("1.55"),
    Activity.ACTIVE: Decimal("1.725"),
    Activity.VERY_ACTIVE: Decimal("1.9"),
}
"""The usual multipliers of the resting energy."""

BLOOD_GROUPS = [(group, group) for group in ("A+", "A−", "B+", "B−", "AB+", "AB−", "O+", "O−")]


class BmiBand(TextChoices):
    """Where a number lies, not what a person is: one figure is no diagnosis."""

    BELOW = "below", _("below the healthy range for Indian adults, 18.5 to 22.9")
    WITHIN = "within", _("in the healthy range for Indian adults, 18.5 to 22.9")
    ABOVE = "above", _("a little above the healthy range for Indian adults, 18.5 to 22.9")
    FAR_ABOVE = "far_above", _("above the healthy range for Indian adults, 18.5 to 22.9; worth talking over in a call")


BMI_BANDS = (
    (Decimal("18.5"), BmiBand.BELOW),
    (Decimal(23), BmiBand.WITHIN),
    (Decimal(25), BmiBand.ABOVE),
    (None, BmiBand.FAR_ABOVE),
)
"""Asian-Indian cut-offs: Misra et al., consensus statement for Asian Indians, JAPI 2009."""


def age(born: date, today: date) -> int:
    """Full years by the real birthday."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def bmi(weight_kg: Decimal, height_cm: Decimal) -> Decimal:
    """Body mass index in kg/m², to one place."""
    return (weight_kg / (height_cm / 100) ** 2).quantize(Decimal("0.1"))


def bmi_band(value: Decimal) -> BmiBand:
    """Where a BMI lies for an Asian-Indian adult."""
    return next(band for limit, band in BMI_BANDS if limit is None or value < limit)


def bmr(weight_kg: Decimal, height_cm: Decimal, years: int, gender: str) -> int | None:
    """Resting energy in kcal a day: Mifflin–St Jeor 1990, of which there is a male and a female form only."""
    offset = {Gender.MALE: 5, Gender.FEMALE: -161}.get(Gender(gender)) if gender else None
    if offset is None:
        return None
    return round(10 * weight_kg + Decimal("6.25") * height_cm - 5 * years + offset)


def daily_energy(resting: int, activity: str) -> int:
    """Energy need in kcal a day."""
    return round(resting * FACTORS[Activity(activity)])


class Step(TextChoices):
    """Onboarding, in this order."""

    ABOUT = "about", _("About you")
    BODY = "body", _("Your body")
    FOOD = "food", _("What you eat")
    HEALTH = "health", _("Your health")
    GOALS = "goals", _("Your goals")


def next_step(done: list[str]) -> Step | None:
    return next((step for step in Step if step not in done), None)
