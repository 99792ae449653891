"""A few foods with round numbers, some of which know little."""

from pathya.nutrition.models import Food
from pathya.nutrition.models.foods import Name
from pathya.nutrition.rules import Source, fold, sayings


def food(
    name: str, *, measures: dict[str, float] | None = None, allergens: list[str] | None = None, **per_100: float
) -> Food:
    row, made = Food.objects.get_or_create(
        source=Source.PATHYA,
        key=name.lower(),
        defaults={
            "name": name, "search": f" {fold(name)}", "nutrients": per_100, "rank": 0, "allergens": allergens,
            "measures": [{"name": key, "grams": grams} for key, grams in (measures or {}).items()],
        },
    )  # fmt: skip
    if made:
        Name.objects.bulk_create([Name(food=row, said=said, weight=later) for said, later in sayings(name)])
    return row


def dal() -> Food:
    return food("Toor dal", measures={"katori": 150}, energy=100, protein=6, carbohydrate=14, fat=2, fibre=4, iron=2)


def roti() -> Food:
    """Its iron is unknown."""
    return food("Roti", measures={"piece": 40}, allergens=["gluten"], energy=300, protein=10, carbohydrate=60, fat=1)
