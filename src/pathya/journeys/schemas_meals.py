"""Bodies of meals, favourites, supplements, measurements."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from pathya.accounts.models import User
from pathya.clients.catalogue import KINDS
from pathya.journeys import eating
from pathya.journeys.eating import Eaten
from pathya.journeys.meals import NewMeal, moment
from pathya.journeys.models import Meal, SavedMeal
from pathya.journeys.plates import totals_body
from pathya.journeys.rules import MealKind
from pathya.journeys.schemas import Notes
from pathya.kit.api import Body, Schema
from pathya.kit.ids import new_id

Five = Annotated[int, Field(ge=1, le=5)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Kcal = Annotated[float, Field(ge=0, le=10_000)]
Macro = Annotated[float, Field(ge=0, le=2_000)]
if TYPE_CHECKING:
    MetricKind = str
else:
    MetricKind = Literal[tuple(KINDS)]


class FoodIn(Body):
    """`grams`, or how many (`count`) of one of the food's measures."""

    food_id: UUID
    grams: Annotated[float, Field(gt=0, le=eating.MOST_GRAMS)] | None = None
    measure: Annotated[str, Field(max_length=40)] = ""
    count: Annotated[float, Field(gt=0, le=eating.MOST_COUNT)] | None = None

    def eaten(self) -> Eaten:
        return Eaten(self.food_id, self.grams, self.measure, self.count)


class QuickIn(Body):
    """Energy, and macros as far as they are known; the rest stays unknown."""

    energy: Kcal
    protein: Macro | None = None
    carbohydrate: Macro | None = None
    fat: Macro | None = None
    fibre: Macro | None = None

    def eaten(self) -> Eaten:
        return Eaten(quick=self.model_dump(exclude_none=True))


Foods = Annotated[list[FoodIn], Field(max_length=eating.MOST_ITEMS)]


class MealIn(Body):
    """`id` is made by the device (a UUID): the same one again changes nothing. `foods` or `quick`, or both.

    `day` is the one of `at` when left out; a past day without `at` gets the usual hour of the meal.
    """

    id: UUID | None = None
    meal_type: MealKind
    day: date | None = None
    at: AwareDatetime | None = None
    foods: Foods = Field(default_factory=list)
    quick: QuickIn | None = None
    notes: Notes = ""
    hunger: Five | None = None
    mood: Five | None = None

    def new(self, person: User) -> NewMeal:
        items = [one.eaten() for one in self.foods] + ([self.quick.eaten()] if self.quick else [])
        return NewMeal(
            kind=self.meal_type,
            items=items,
            at=self.at or moment(person, self.day, self.meal_type),
            day=self.day,
            id=self.id or new_id(),
            note=self.notes,
            hunger=self.hunger,
            mood=self.mood,
        )


class MealChanges(Body):
    """Fields left out stay. `writtenAt`: a field written later than that elsewhere stays as well."""

    written_at: AwareDatetime | None = None
    meal_type: MealKind | None = None
    at: AwareDatetime | None = None
    foods: Foods | None = None
    quick: QuickIn | None = None
    notes: Notes | None = None
    hunger: Five | None = None
    mood: Five | None = None


class AmountOut(Schema):
    """`knownPercent`: for how much of the weight eaten the amount is known."""

    amount: float
    unit: str
    known_percent: int
    is_estimated: bool


class ItemOut(Schema):
    food_id: UUID | None
    name: str
    grams: float | None
    measure: str
    count: float | None
    energy: float | None


class MealOut(Schema):
    """A nutrient that no food of it knows is not in `nutrients`: unknown, not zero."""

    id: UUID
    day: date
    at: datetime
    meal_type: MealKind
    foods: list[ItemOut]
    nutrients: dict[str, AmountOut]
    notes: str
    hunger: int | None
    mood: int | None


class AmendedOut(MealOut):
    """`stayed`: fields that were written later elsewhere and so were not changed."""

    stayed: list[str]


class TargetOut(Schema):
    energy: float | None
    least: dict[str, float]
    most: dict[str, float]
    water_ml: int


class DayFoodOut(Schema):
    day: date
    meals: int
    nutrients: dict[str, AmountOut]
    targets: TargetOut


class RepeatIn(Body):
    """Meals of one day again on another (today when left out); all of them, or those of a kind."""

    source: date
    day: date | None = None
    meal_type: MealKind | None = None


class PlannedIn(Body):
    """A meal as the approved plan has it for a day (today when left out)."""

    day: date | None = None
    meal_type: MealKind


class SavedIn(Body):
    name: Name
    meal_id: UUID


class SavedOut(Schema):
    id: UUID
    name: str
    foods: int


class SavedLogIn(Body):
    id: UUID | None = None
    meal_type: MealKind
    at: AwareDatetime | None = None


class SupplementIn(Body):
    name: Name
    dose: Annotated[str, Field(max_length=120)] = ""


class SupplementOut(Schema):
    id: UUID
    name: str
    dose: str
    taken: bool


class TakenIn(Body):
    day: date | None = None
    taken: bool = True


class MeasurementsIn(Body):
    """Values by kind, in each kind's canonical unit."""

    at: AwareDatetime | None = None
    values: Annotated[dict[MetricKind, Annotated[float, Field(ge=-1000, le=100_000)]], Field(min_length=1)]


class MeasurementOut(Schema):
    kind: str
    value: float
    unit: str
    at: datetime


def meal_body(meal: Meal) -> dict[str, Any]:
    return {
        "id": meal.id, "day": meal.day, "at": meal.at, "meal_type": meal.kind, "nutrients": totals_body(meal),
        "notes": meal.note, "hunger": meal.hunger, "mood": meal.mood,
        "foods": [
            {
                "food_id": item.get("food"), "name": eating.item_name(item), "grams": item.get("grams"),
                "measure": item.get("measure") or "", "count": item.get("count"), "energy": item.get("energy"),
            }
            for item in meal.items
        ],
    }  # fmt: skip


def saved_body(saved: SavedMeal) -> dict[str, Any]:
    return {"id": saved.pk, "name": saved.name, "foods": len(saved.items)}
