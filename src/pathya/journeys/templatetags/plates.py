"""`{% load plates %}`: how foods and amounts read."""

from collections.abc import Mapping
from typing import Any

from django import template

from pathya.journeys import eating

register = template.Library()


@register.filter
def food_name(item: Mapping[str, Any]) -> str:
    return eating.item_name(item)


@register.filter
def amount(item: Mapping[str, Any]) -> str:
    """`1½ katori`, or grams."""
    return eating.amount_name(item)


@register.filter
def get(held: Mapping[str, Any], key: str) -> Any:
    return held.get(key)


@register.filter
def kcal(value: float | None) -> str:
    """Whole; a dash when it is unknown."""
    return "–" if value is None else str(round(value))
