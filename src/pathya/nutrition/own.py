"""Own foods, and taking one or a recipe out. What was logged with one stays as it is.

`by` is who acts for the owner, where it is not they; whether they may is the caller's to ask (`clients.acting`).
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from pathya.accounts.models import User
from pathya.kit.errors import Invalid
from pathya.nutrition.errors import FoodInUse
from pathya.nutrition.models import Food
from pathya.nutrition.naming import held, named, new
from pathya.nutrition.own_recipes import renew_what_holds
from pathya.nutrition.recipes import NOT_A_BARCODE
from pathya.nutrition.rules import UNITS, is_barcode
from pathya.nutrition.services import Event
from pathya.operations.audit import record


@transaction.atomic
def add_food(
    *, owner: User, name: str, nutrients: Mapping[str, float], piece: float | None = None, barcode: str = "",
    by: User | None = None,
) -> Food:  # fmt: skip
    """One's own food per 100 g. What is not told stays unknown. Raises Invalid."""
    food = named(new(owner), name, barcode, _food_fields(nutrients, piece, barcode))
    record(Event.FOOD_ADDED, actor=by or owner, subject=food)
    return food


@transaction.atomic
def change_food(
    *, owner: User, food_id: UUID, name: str, nutrients: Mapping[str, float], piece: float | None, barcode: str = "",
    by: User | None = None,
) -> Food:  # fmt: skip
    """All of it anew, and the recipes that hold it with it. Raises NotFound, Invalid."""
    food = named(held(owner, food_id, is_recipe=False), name, barcode, _food_fields(nutrients, piece, barcode))
    renew_what_holds(food)
    record(Event.FOOD_CHANGED, actor=by or owner, subject=food)
    return food


@transaction.atomic
def remove(*, owner: User, food_id: UUID, by: User | None = None) -> None:
    """Raises NotFound, FoodInUse while a recipe holds it."""
    food = held(owner, food_id)
    if inside := list(Food.objects.filter(parts__food=food).values_list("name", flat=True)):
        raise FoodInUse(extra={"recipes": inside})
    record(Event.FOOD_REMOVED, actor=by or owner, subject=food)
    food.delete()


def _food_fields(nutrients: Mapping[str, float], piece: float | None, barcode: str) -> dict[str, Any]:
    if barcode and not is_barcode(barcode):
        raise Invalid(fields={"barcode": [NOT_A_BARCODE]})
    return {
        "nutrients": {key: float(value) for key, value in nutrients.items() if key in UNITS},
        "measures": [{"name": "piece", "grams": piece}] if piece else [],
        "plan": {"barcode": barcode} if barcode else {},
    }
