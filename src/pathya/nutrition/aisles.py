"""What to buy, in the order of a shop."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from pathya.nutrition.content import Bought
from pathya.nutrition.words import Text

AISLES: list[tuple[Text, tuple[str, ...]]] = [
    (_("Vegetables"), ("vegetable",)), (_("Fruit"), ("fruit",)), (_("Milk, curd and eggs"), ("dairy", "egg")),
    (_("Meat and fish"), ("meat", "fish")), (_("Grains and flours"), ("grain",)), (_("Dals and pulses"), ("pulse",)),
    (_("Nuts and seeds"), ("nut",)), (_("Oils and ghee"), ("oil",)), (_("Spices and salt"), ("spice",)),
    (_("Sugar and sweets"), ("sweet",)), (_("Drinks"), ("drink",)),
]  # fmt: skip
OTHER: Text = _("Other")


def by_aisle(bought: Iterable[Bought]) -> list[tuple[str, list[Bought]]]:
    """Aisles that something is bought from, each with most first; what belongs to none comes last."""
    rows = list(bought)
    known = {category for _label, categories in AISLES for category in categories}
    told = [(str(label), [one for one in rows if one.food.category in within]) for label, within in AISLES]
    told.append((str(OTHER), [one for one in rows if one.food.category not in known]))
    return [(label, held) for label, held in told if held]
