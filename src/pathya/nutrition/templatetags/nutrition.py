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
def short_day(day: date) -> str:
    """`Mon 30`."""
    return date_format(day, "D j")
