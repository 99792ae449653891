"""Words of foods in templates."""

from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language

from pathya.nutrition.words import NUTRIENTS

register = template.Library()


@register.filter
def nutrient(name: str) -> str:
    return str(NUTRIENTS.get(name, name))


@register.filter
def food_name(food: Any) -> str:
    """In the reader's language where it has a name in it."""
    return str(food.name_hi if get_language() == "hi" and food.name_hi else food.name)


@register.filter
def portion_energy(food: Any) -> int | None:
    """Kilocalories of a serving; None where they are unknown."""
    energy = food.nutrients.get("energy")
    return None if energy is None else round(float(energy) * float(food.plan["portion"]) / 100)


@register.filter
def plain(amount: float) -> str:
    """As an input of numbers wants it."""
    return f"{amount:.6g}"


@register.filter
def short_day(day: date) -> str:
    """`Mon 30`."""
    return date_format(day, "D j")
