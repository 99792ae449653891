"""Foods and recipes for a viewer: the shared ones and their own."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from pathya.accounts.models import User
from pathya.kit.errors import NotFound
from pathya.nutrition import queries
from pathya.nutrition.models import Food


def visible(viewer: User) -> "QuerySet[Food]":
    return Food.objects.filter(Q(owner=None) | Q(owner=viewer))


def food(viewer: User, food_id: UUID) -> Food:
    """A shared food or one's own, with its parts; NotFound for other people's."""
    found = visible(viewer).prefetch_related("parts__food").filter(pk=food_id).first()
    if found is None:
        raise NotFound
    return found


def foods(viewer: User, typed: str) -> list[dict[str, Any]]:
    return queries.search(viewer.pk, typed)


def recipes(viewer: User) -> "QuerySet[Food]":
    """One's own recipes first, then the shared dishes by name."""
    return visible(viewer).filter(is_recipe=True).order_by("rank", "-owner_id", "name", "id")
