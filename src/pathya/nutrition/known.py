"""Nutrients of one food as they read: how much in a portion and in 100 g, and whether that is known."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pathya.nutrition.rules import UNITS
from pathya.nutrition.words import NUTRIENTS

FIRST = ("energy", "protein", "carbohydrate", "fat", "fibre")
KNOWN, ESTIMATED, MISSING = _("known"), _("estimated"), _("missing")


@dataclass(frozen=True)
class Known:
    """`portion` and `per_100` are None where it is missing: unknown, never zero."""

    name: str
    label: str | Promise
    unit: str
    portion: float | None
    per_100: float | None
    state: str | Promise

    @property
    def places(self) -> int:
        least = min((one for one in (self.portion, self.per_100) if one), default=0)
        return 0 if least >= 20 else 1 if least >= 0.5 or not least else 2

    @property
    def is_first(self) -> bool:
        return self.name in FIRST


def known(nutrients: Mapping[str, float], estimated: Collection[str], grams: float) -> list[Known]:
    """Every nutrient, for a portion of so many grams."""
    told = []
    for name, unit in UNITS.items():
        amount = nutrients.get(name)
        state = MISSING if amount is None else ESTIMATED if name in estimated else KNOWN
        portion = None if amount is None else amount * grams / 100
        told.append(Known(name, NUTRIENTS[name], unit, portion, amount, state))
    return told
