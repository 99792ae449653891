"""Bodies of the API about foods."""

from typing import TYPE_CHECKING, Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from pathya.kit.api import Body, Schema
from pathya.nutrition.models import Food
from pathya.nutrition.rules import UNITS

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Grams = Annotated[float, Field(gt=0, le=20_000)]
Way = Literal["boiled", "fried", "baked", "raw"]
if TYPE_CHECKING:
    NutrientName = str
else:
    NutrientName = Literal[tuple(UNITS)]


class MeasureBody(Schema):
    name: str
    grams: float


class FoodBody(Schema):
    """A food in a list; `energy` in kcal per 100 g, null when unknown."""

    id: UUID
    name: str
    name_hi: str
    source: str
    category: str
    diet: str
    energy: float | None
    measures: list[MeasureBody]
    favourite: bool = False


class NutrientBody(Schema):
    """Per 100 g. `state` tells known, estimated or missing; a missing one has no amount."""

    unit: str
    amount: float | None
    state: Literal["known", "estimated", "missing"]


class PartBody(Schema):
    food_id: UUID
    name: str
    grams: float


class FoodDetail(FoodBody):
    """`servings`, `cookedGrams`, `way`: of a recipe."""

    nutrients: dict[str, NutrientBody]
    jain: bool | None
    allergens: list[str] | None
    basis: str
    barcode: str
    parts: list[PartBody]
    servings: float | None
    cooked_grams: float | None
    way: str


class NewFood(Body):
    """Amounts per 100 g by nutrient name; leave out what is not known. `barcode`: 8 to 14 digits, to find it by."""

    name: Name
    nutrients: dict[NutrientName, Annotated[float, Field(ge=0, le=100_000)]]
    piece_grams: Grams | None = None
    barcode: Annotated[str, Field(max_length=14)] = ""
    client_id: UUID | None = None


class NewPart(Body):
    food_id: UUID
    grams: Grams


class NewRecipe(Body):
    """Raw grams of each food; `cooked_grams` is what the whole weighs when it is done."""

    name: Name
    parts: Annotated[list[NewPart], Field(min_length=1, max_length=60)]
    servings: Annotated[float, Field(gt=0, le=500)]
    cooked_grams: Grams | None = None
    way: Way = "boiled"
    client_id: UUID | None = None


class FavouriteBody(Body):
    favourite: bool


class DislikeBody(Body):
    disliked: bool
    client_id: UUID | None = None


def food_body(food: Food) -> dict[str, Any]:
    return {
        "id": food.pk, "name": food.name, "name_hi": food.name_hi, "source": food.source, "category": food.category,
        "diet": food.diet, "energy": food.nutrients.get("energy"), "measures": food.measures,
    }  # fmt: skip


def food_detail(food: Food) -> FoodDetail:
    nutrients = {
        name: NutrientBody(
            unit=unit,
            amount=food.nutrients.get(name),
            state="missing" if name not in food.nutrients else "estimated" if name in food.estimated else "known",
        )
        for name, unit in UNITS.items()
    }
    return FoodDetail(
        **food_body(food),
        nutrients=nutrients,
        jain=food.jain,
        allergens=food.allergens,
        basis=food.basis,
        barcode=food.plan.get("barcode", ""),
        servings=food.plan.get("servings"),
        cooked_grams=food.plan.get("cooked"),
        way=food.plan.get("way", ""),
        parts=[
            PartBody(food_id=part.food_id, name=part.food.name, grams=float(part.grams)) for part in food.parts.all()
        ],
    )
