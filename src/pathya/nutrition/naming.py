"""Rows of own foods: made, held for a change, found by their names."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pathya.accounts.models import User
from pathya.kit.errors import NotFound
from pathya.kit.ids import new_id
from pathya.nutrition.models import Food, Name
from pathya.nutrition.rules import Source, fold, sayings, weight


def new(owner: User, **fields: bool) -> Food:
    pk = new_id()
    return Food(pk=pk, source=Source.OWN, key=str(pk), owner=owner, rank=0, basis="own", **fields)


def held(owner: User, food_id: UUID, **only: bool) -> Food:
    """Locked with all that its owner has, so that two changes never cross."""
    User.objects.select_for_update(of=("self",)).get(pk=owner.pk)
    found = Food.objects.filter(owner=owner, pk=food_id, **only).first()
    if found is None:
        raise NotFound
    return found


def named(food: Food, name: str, barcode: str, fields: Mapping[str, Any]) -> Food:
    """Write it with the ways it is found: its name, and the number on the packet."""
    food.name, food.search = name, f" {fold(f'{name} {barcode}')}"
    for field, value in fields.items():
        setattr(food, field, value)
    food.save()
    food.names.all().delete()
    said = sayings(name, *([barcode] if barcode else []))
    Name.objects.bulk_create(
        Name(food=food, owner=food.owner, said=one, weight=weight(food.rank, name, later=later)) for one, later in said
    )
    return food
