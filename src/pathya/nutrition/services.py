"""Own foods, own recipes, favourites, targets."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.care import selectors as care
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.kit.ids import new_id
from pathya.nutrition import selectors
from pathya.nutrition.errors import SetByPractice, UnknownFood
from pathya.nutrition.models import Food, Habit, Name, Part, Targets
from pathya.nutrition.rules import UNITS, WIDTH, Diet, Source, dish, fold, sayings, weight
from pathya.nutrition.targets import Choices, DayTargets, stored, wrong
from pathya.operations.audit import record

ONLY_PRACTICE = _("Only your nutritionist sets amounts by hand.")


class Event(StrEnum):
    FOOD_ADDED = "nutrition.food.added"
    RECIPE_ADDED = "nutrition.recipe.added"
    TARGETS_SET = "nutrition.targets.set"
    PLAN_ASKED = "nutrition.plan.asked"
    PLAN_MADE = "nutrition.plan.made"
    PLAN_CHANGED = "nutrition.plan.changed"
    PLAN_APPROVED = "nutrition.plan.approved"
    PLAN_ENDED = "nutrition.plan.ended"


def add_food(*, owner: User, name: str, nutrients: Mapping[str, float], piece: float | None = None) -> Food:
    """One's own food per 100 g. What is not told stays unknown."""
    told = {key: float(value) for key, value in nutrients.items() if key in UNITS}
    measures = [{"name": "piece", "grams": piece}] if piece else []
    with transaction.atomic():
        food = _own(owner, name, nutrients=told, measures=measures)
        record(Event.FOOD_ADDED, actor=owner, subject=food)
    return food


def add_recipe(
    *, owner: User, name: str, parts: Sequence[tuple[UUID, float]], servings: float, cooked: float | None, way: str
) -> Food:
    """One's own recipe from raw grams. Without a cooked weight it weighs what its parts weigh."""
    foods = {food.pk: food for food in selectors.visible(owner).filter(pk__in=[pk for pk, _ in parts])}
    if missing := [str(pk) for pk, _ in parts if pk not in foods]:
        raise UnknownFood(extra={"missing": missing})
    weights: dict[UUID, float] = {}
    for pk, grams in parts:
        weights[pk] = weights.get(pk, 0) + grams
    weight = cooked or sum(weights.values())
    told = dish([(grams, foods[pk].nutrients, foods[pk].estimated) for pk, grams in weights.items()], weight, way)
    serving = weight / servings
    with transaction.atomic():
        recipe = _own(
            owner,
            name,
            is_recipe=True,
            nutrients=told.amounts,
            estimated=sorted(told.estimated),
            measures=[{"name": "serving", "grams": round(serving, 1)}],
            plan={"cooked": weight, "way": way, "portion": round(serving, 1), "measure": "serving"},
            **_flags([foods[pk] for pk in weights]),
        )
        Part.objects.bulk_create([Part(recipe=recipe, food_id=pk, grams=grams) for pk, grams in weights.items()])
        record(Event.RECIPE_ADDED, actor=owner, subject=recipe)
    return recipe


def mark(*, person: User, food_id: UUID, favourite: bool) -> None:
    """Make a food a favourite, or no longer."""
    food = selectors.food(person, food_id)
    Habit.objects.update_or_create(person=person, food=food, defaults={"favourite": favourite})


def note_used(*, person: User, food_ids: Sequence[UUID]) -> None:
    """Remember what a person ate, so that it is found first."""
    seen = selectors.visible(person).filter(pk__in=food_ids)
    Habit.objects.bulk_create(
        [Habit(person=person, food=food, used_at=clock.now()) for food in seen],
        update_conflicts=True, unique_fields=["person", "food"], update_fields=["used_at"],
    )  # fmt: skip


def _own(owner: User, name: str, **fields: object) -> Food:
    pk = new_id()
    food = Food.objects.create(
        id=pk, source=Source.OWN, key=str(pk), owner=owner, name=name, search=f" {fold(name)}", rank=0,
        basis="own", **fields,
    )  # fmt: skip
    Name.objects.bulk_create(
        [
            Name(food=food, owner=owner, said=said, weight=weight(food.rank, name, later=later))
            for said, later in sayings(name)
        ]
    )
    return food


def _flags(foods: Sequence[Food]) -> dict[str, object]:
    """What is unknown of one part is unknown of the whole; what one part has, the whole has."""
    told = {food.jain for food in foods}
    jain = False if False in told else None if None in told else True
    diet = "" if any(not food.diet for food in foods) else max((Diet(food.diet) for food in foods), key=WIDTH.index)
    allergens = None
    if all(food.allergens is not None for food in foods):
        allergens = sorted({allergen for food in foods for allergen in food.allergens or []})
    return {"jain": jain, "diet": diet, "allergens": allergens}


@transaction.atomic
def set_targets(*, viewer: User, client: User, since: date, choices: Choices) -> DayTargets:
    """From a day on, until the next change. A row of the same day is replaced.

    Who treats the client sets anything; the client (and who acts for them) method, goal, activity and state, as long
    as no nutritionist has set the targets. Raises NotFound, Invalid, SetByPractice.
    """
    treats = care.treats(viewer, client.pk)
    if not treats and not care.may_act(viewer, client.pk):
        raise NotFound
    User.objects.select_for_update(of=("self",)).get(pk=client.pk)
    if not treats and Targets.objects.filter(client=client, by_practice=True).exists():
        raise SetByPractice
    if found := wrong(choices) | ({"energy": [ONLY_PRACTICE]} if choices.by_hand and not treats else {}):
        raise Invalid(fields=found)
    Targets.objects.filter(client=client, since=since).delete()
    row = Targets(client=client, since=since, data=stored(choices), set_by=viewer, by_practice=treats)
    row.save(force_insert=True)
    record(Event.TARGETS_SET, actor=viewer, subject=client, detail={"by_practice": treats})
    return selectors.targets_of(client, since)
