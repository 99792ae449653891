"""Bodies of the API about meal plans."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from pathya.kit.api import Body, Schema
from pathya.nutrition import words
from pathya.nutrition.conflicts import clashes
from pathya.nutrition.content import Bought
from pathya.nutrition.models import MealPlan
from pathya.nutrition.receipts import receipt_of
from pathya.nutrition.rules import Totals
from pathya.nutrition.safety import Finding
from pathya.nutrition.showing import MORE, SHOWN, Shown, amounts

MealName = Literal["b", "l", "s", "d"]
Version = Annotated[int, Field(ge=1, le=1_000_000)]
DayNumber = Annotated[int, Field(ge=0, le=13)]


class Wanted(Body):
    """Cooking minutes and rupees a day, dishes (ids) that are not liked, how often a dish may come."""

    minutes: Annotated[int, Field(ge=10, le=1000)] | None = None
    rupees: Annotated[float, Field(ge=1, le=100_000)] | None = None
    dislikes: Annotated[list[UUID], Field(max_length=100)] = Field(default_factory=list)
    most_times: Annotated[int, Field(ge=1, le=14)] = 3

    def wanted(self) -> dict[str, Any]:
        dislikes = [str(one) for one in self.dislikes]
        return {**self.model_dump(include={"minutes", "rupees", "most_times"}), "dislikes": dislikes}


class NewPlan(Wanted):
    client_id: UUID
    starts_on: date
    days: Annotated[int, Field(ge=1, le=14)] = 7
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0


class SwapIn(Body):
    day: DayNumber
    meal: MealName
    version: Version


class Place(Body):
    day: DayNumber
    meal: MealName


class LockIn(Body):
    meals: Annotated[list[Place], Field(min_length=1, max_length=56)]
    locked: bool
    version: Version


class ItemIn(Body):
    food_id: UUID
    portions: Annotated[float, Field(gt=0, le=50)]
    grams: Annotated[float, Field(gt=0, le=5000)]
    measure: Annotated[str, StringConstraints(max_length=20)] = "grams"


class MealIn(Body):
    """These foods in place of the meal; it is locked with that."""

    day: DayNumber
    meal: MealName
    version: Version
    items: Annotated[list[ItemIn], Field(max_length=12)]


class ApproveIn(Body):
    """`looked` names the rules whose findings you have looked at."""

    version: Version
    looked: Annotated[list[str], Field(max_length=50)] = Field(default_factory=list)
    remark: Annotated[str, StringConstraints(max_length=1000)] = ""


class SumOut(Schema):
    """`known`: per cent of the weight that tells the amount; without any there is no amount."""

    amount: float | None
    unit: str
    known: int
    least: float | None
    most: float | None


class ItemOut(Schema):
    food_id: UUID
    name: str
    portions: float
    measure: str
    grams: float


class MealOut(Schema):
    meal: str
    locked: bool
    items: list[ItemOut]
    energy: float | None


class DayOut(Schema):
    day: date
    meals: list[MealOut]
    sums: dict[str, SumOut]


class WishOut(Schema):
    """`asked` says what is asked for now, `relax` what to do."""

    name: str
    label: str
    asked: str
    relax: str


class LookedOut(Schema):
    rule: str
    level: str
    text: str


class ReceiptOut(Schema):
    """What the safety rules had found when a version was approved; for who treats the client."""

    version: int
    approved_by: str
    approved_at: datetime
    looked: list[LookedOut]
    quiet: list[str]
    remark: str


class PlanBrief(Schema):
    id: UUID
    client_id: UUID
    state: str
    starts_on: date
    days: int
    progress: int
    version: int
    approved_version: int | None
    approved_at: datetime | None
    seed: int


class PlanOut(PlanBrief):
    """`conflict`: a smallest set of wishes that cannot all hold; `missing`: what the profile lacks."""

    conflict: list[WishOut]
    missing: list[str]
    receipt: ReceiptOut | None
    content: list[DayOut]


class VersionOut(Schema):
    """`why`: made, regenerated, swapped, edited, locked or restored; `made_by` is empty for the planner."""

    number: int
    why: str
    made_at: datetime
    made_by: UUID | None = Field(validation_alias="made_by_id", serialization_alias="madeBy")


class RestoreIn(Body):
    """`number` is the version to take again, `version` the newest that you know of."""

    number: Version
    version: Version


class FindingOut(Schema):
    rule: str
    level: str
    text: str


class BoughtOut(Schema):
    food_id: UUID
    name: str
    name_hi: str
    category: str
    grams: float


def brief(plan: MealPlan, *, all_of_it: bool) -> dict[str, Any]:
    """Others than who treats the client see the approved version as the only one."""
    return {
        "id": plan.pk, "client_id": plan.client_id, "state": plan.state if all_of_it else "approved",
        "starts_on": plan.starts_on, "days": plan.days, "progress": plan.progress if all_of_it else 100,
        "version": plan.version if all_of_it else plan.approved, "approved_version": plan.approved,
        "approved_at": plan.approved_at, "seed": plan.seed,
    }  # fmt: skip


def plan_body(plan: MealPlan, told: Shown | None, *, all_of_it: bool) -> dict[str, Any]:
    conflict = (plan.conflict or {}) if all_of_it else {}
    need = plan.asked.get("need", {})
    return {
        **brief(plan, all_of_it=all_of_it),
        "conflict": [
            {"name": one.name, "label": one.label, "asked": one.now, "relax": one.relax}
            for one in clashes(conflict, plan.asked)
        ],
        "receipt": receipt_body(plan) if all_of_it else None,
        "missing": conflict.get("missing", []),
        "content": [
            {
                "day": day.day,
                "meals": [
                    {
                        "meal": meal.kind, "locked": meal.locked, "energy": meal.sums.amounts.get("energy"),
                        "items": [
                            {
                                "food_id": line.item.food, "name": line.name, "portions": line.item.portions,
                                "measure": line.item.measure, "grams": line.item.grams,
                            }
                            for line in meal.lines
                        ],
                    }
                    for meal in day.meals
                ],
                "sums": sums_body(day.sums, need),
            }
            for day in (told.days if told else [])
        ],
    }  # fmt: skip


def receipt_body(plan: MealPlan) -> dict[str, Any] | None:
    told = receipt_of(plan)
    if told is None:
        return None
    looked = [{"rule": rule, "level": level, "text": text} for rule, level, text in told.looked]
    return {
        "version": told.version, "approved_by": told.by, "approved_at": told.at, "looked": looked,
        "quiet": told.quiet, "remark": told.remark,
    }  # fmt: skip


def sums_body(sums: Totals, need: dict[str, Any]) -> dict[str, Any]:
    return {
        one.name: {"amount": one.amount, "unit": one.unit, "known": one.known, "least": one.least, "most": one.most}
        for one in amounts(sums, need, SHOWN + MORE)
    }


def finding_body(one: Finding) -> dict[str, Any]:
    return {"rule": one.rule, "level": one.level, "text": words.sentence(one.said, one.values)}


def bought_body(one: Bought) -> dict[str, Any]:
    food = one.food
    return {
        "food_id": food.pk, "name": food.name, "name_hi": food.name_hi, "category": food.category,
        "grams": round(one.grams),
    }  # fmt: skip
