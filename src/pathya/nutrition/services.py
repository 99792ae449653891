"""Favourites, disliked dishes, targets."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.care import selectors as care
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.nutrition import selectors
from pathya.nutrition.errors import SetByPractice
from pathya.nutrition.models import Habit, Targets
from pathya.nutrition.targets import Choices, DayTargets, stored, wrong
from pathya.operations.audit import record

ONLY_PRACTICE = _("Only your nutritionist sets amounts by hand.")


class Event(StrEnum):
    FOOD_ADDED = "nutrition.food.added"
    FOOD_CHANGED = "nutrition.food.changed"
    FOOD_REMOVED = "nutrition.food.removed"
    RECIPE_ADDED = "nutrition.recipe.added"
    RECIPE_CHANGED = "nutrition.recipe.changed"
    DISH_DISLIKED = "nutrition.dish.disliked"
    TARGETS_SET = "nutrition.targets.set"
    PLAN_ASKED = "nutrition.plan.asked"
    PLAN_MADE = "nutrition.plan.made"
    PLAN_CHANGED = "nutrition.plan.changed"
    PLAN_APPROVED = "nutrition.plan.approved"
    PLAN_ENDED = "nutrition.plan.ended"


def mark(*, person: User, food_id: UUID, favourite: bool) -> None:
    """Make a food a favourite, or no longer."""
    food = selectors.food(person, food_id)
    Habit.objects.update_or_create(person=person, food=food, defaults={"favourite": favourite})


@transaction.atomic
def dislike(*, viewer: User, client: User, food_id: UUID, disliked: bool) -> None:
    """A dish that plans are not to hold, or may hold again; by the client, who acts for them, or who treats them.

    Raises NotFound, also for what is no shared dish.
    """
    if not care.may_act(viewer, client.pk) and not care.treats(viewer, client.pk):
        raise NotFound
    food = selectors.dishes().filter(pk=food_id).first()
    if food is None:
        raise NotFound
    Habit.objects.update_or_create(person=client, food=food, defaults={"disliked": disliked})
    record(Event.DISH_DISLIKED, actor=viewer, subject=client, detail={"disliked": disliked})


def note_used(*, person: User, food_ids: Sequence[UUID]) -> None:
    """Remember what a person ate, so that it is found first."""
    seen = selectors.visible(person).filter(pk__in=food_ids)
    Habit.objects.bulk_create(
        [Habit(person=person, food=food, used_at=clock.now()) for food in seen],
        update_conflicts=True, unique_fields=["person", "food"], update_fields=["used_at"],
    )  # fmt: skip


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
