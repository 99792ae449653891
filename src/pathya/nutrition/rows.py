"""Ingredients of a recipe as a form sends them: a food, how much, in grams or one of its measures."""

from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict

from pathya.accounts.models import User
from pathya.nutrition import selectors
from pathya.nutrition.models import Food
from pathya.nutrition.words import measure

MOST_ROWS = 60
MOST_GRAMS = 20_000
GRAM = "1"


@dataclass(frozen=True)
class Row:
    """`unit` is the grams of one of what is counted, as text; 1 for grams."""

    food: Food
    amount: float
    unit: str = GRAM

    @property
    def weight(self) -> float:
        return round(min(self.amount * float(self.unit), MOST_GRAMS), 2)

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        """Value, words, whether it is chosen."""
        told = [(GRAM, "g")]
        known = ((f"{one['grams']:g}", one["name"]) for one in self.food.measures)
        told.extend((grams, f"{measure(name)} ({grams} g)") for grams, name in known)
        if self.unit not in dict(told):
            told.append((self.unit, f"× {self.unit} g"))
        return [(value, text, value == self.unit) for value, text in told]


def rows_of(recipe: Food | None) -> list[Row]:
    return [Row(part.food, float(part.grams)) for part in recipe.parts.all()] if recipe else []


def typed(viewer: User, sent: QueryDict) -> list[Row]:
    """The rows as they were typed and the food to add; rows taken out, and amounts that are none, are left out."""
    asked = [
        (food, _float(sent.get(f"amount_{number}")), sent.get(f"unit_{number}", GRAM))
        for number, food in enumerate(sent.getlist("food")[:MOST_ROWS])
        if sent.get("drop") != str(number)
    ]
    if (added := sent.get("add") or "") and len(asked) < MOST_ROWS:
        asked.append((added, 100.0, GRAM))
    ids = [UUID(food) for food, _, _ in asked if _is_id(food)]
    foods = {str(one.pk): one for one in selectors.visible(viewer).filter(pk__in=ids)}
    return [
        Row(foods[food], amount, unit if _float(unit) else GRAM)
        for food, amount, unit in asked
        if amount and food in foods
    ]


def _float(text: str | None) -> float:
    try:
        value = float(text or "")
    except ValueError:
        return 0
    return value if 0 < value <= MOST_GRAMS else 0


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
