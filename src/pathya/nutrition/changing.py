"""Changing a plan meal by meal, and approving it. Each change is a new version that waits for review."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.clients.errors import ChangedMeanwhile
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.nutrition import content, inputs, plan_selectors, safety
from pathya.nutrition.content import Days, Item, Meal, MealKind
from pathya.nutrition.errors import MustChange, NoOtherMeal, NotLooked, StillMaking
from pathya.nutrition.making import solved, write
from pathya.nutrition.models import Food, MealPlan
from pathya.nutrition.models.plans import PlanState, Why
from pathya.nutrition.planner import Impossible
from pathya.nutrition.planner.problem import STAPLES
from pathya.nutrition.safety import OK, STOP, Finding
from pathya.nutrition.services import Event
from pathya.nutrition.showing import for_rules, shown
from pathya.operations.audit import record

MOST_ITEMS = 12


@dataclass(frozen=True)
class Portion:
    """A food put into a meal by hand: so many portions of so many grams."""

    food_id: UUID
    portions: float
    grams: float
    measure: str


def swap(*, viewer: User, plan_id: UUID, day: int, meal: str, version: int) -> MealPlan:
    """Another meal in place of one, found by the solver around all the others.

    Where the day cannot be kept within its limits so, the nearest wishes are let go; the totals tell. Raises NotFound,
    StillMaking, ChangedMeanwhile, NoOtherMeal.
    """
    found = plan_selectors.plan(viewer, plan_id)
    days = _readable(viewer, found, version)
    _at(days, day, meal)
    fixed = {(n, kind): one for n, row in enumerate(days) for kind, one in row.items() if (n, kind) != (day, meal)}
    roles = {dish.key: dish.role for dish in inputs.dishes()}
    never = {item.food for item in days[day][meal].items if roles.get(item.food) not in STAPLES}
    new = _another(found, fixed, {(day, meal): frozenset(never)}, found.seed + 7919 * version)
    return _write(viewer, plan_id, version, new, Why.SWAPPED)


def _another(found: MealPlan, fixed: dict[tuple[int, str], Meal], never: Any, seed: int) -> Days:
    without: set[str] = set()
    for _try in range(3):
        try:
            return solved(found, fixed, seed=seed, never=never, without=without)
        except Impossible as fact:
            if not fact.groups:
                break
            without |= set(fact.groups)
    raise NoOtherMeal


def lock(*, viewer: User, plan_id: UUID, meals: Collection[tuple[int, str]], locked: bool, version: int) -> MealPlan:
    """Locked meals stay when the rest is made anew."""
    found = plan_selectors.plan(viewer, plan_id)
    days = _readable(viewer, found, version)
    for day, meal in meals:
        _at(days, day, meal).locked = locked
    return _write(viewer, plan_id, version, days, Why.LOCKED)


def edit_meal(
    *, viewer: User, plan_id: UUID, day: int, meal: str, portions: Sequence[Portion], version: int
) -> MealPlan:
    """Put these foods in place of a meal; it is locked with that. Raises Invalid for foods that are not there."""
    found = plan_selectors.plan(viewer, plan_id)
    days = _readable(viewer, found, version)
    _at(days, day, meal)
    days[day][meal] = Meal(locked=True, items=checked(found, portions))
    return _write(viewer, plan_id, version, days, Why.EDITED)


def checked(found: MealPlan, portions: Sequence[Portion]) -> list[Item]:
    if len(portions) > MOST_ITEMS:
        raise Invalid(fields={"items": [_("A meal has at most 12 foods.")]})
    ids = {one.food_id for one in portions}
    known = set(Food.objects.filter(Q(owner=None) | Q(owner=found.client_id), pk__in=ids).values_list("pk", flat=True))
    if ids - known:
        raise Invalid(fields={"items": [_("One of these foods is not there any more.")]})
    if any(not 0 < one.portions <= 50 or not 0 < one.grams <= 5000 for one in portions):
        raise Invalid(fields={"items": [_("Write amounts that somebody can eat.")]})
    return [Item(str(one.food_id), one.portions, one.grams, one.measure[:20]) for one in portions]


def findings(found: MealPlan) -> list[Finding]:
    """What the safety rules say of the newest version, by the record as it is now."""
    row = plan_selectors.version(found)
    if row is None:
        raise StillMaking
    return safety.check(inputs.facts(found.client, found.starts_on), for_rules(shown(found, row)))


@transaction.atomic
def approve(*, viewer: User, plan_id: UUID, version: int, looked: Collection[str] = (), remark: str = "") -> MealPlan:
    """Give the newest version to the client, with a safety receipt.

    `looked` names the rules whose warnings and unknowns the reviewer has looked at. Raises NotFound, StillMaking,
    ChangedMeanwhile, MustChange (a rule says stop), NotLooked.
    """
    found = plan_selectors.held(plan_id, viewer=viewer)
    if found.state not in (PlanState.REVIEW, PlanState.APPROVED):
        raise StillMaking
    if found.version != version:
        raise ChangedMeanwhile
    told = findings(found)
    if stops := sorted({one.rule for one in told if one.level == STOP}):
        raise MustChange(extra={"rules": stops})
    open_ones = sorted({one.rule for one in told if one.level not in (OK, STOP)} - set(looked))
    if open_ones:
        raise NotLooked(extra={"rules": open_ones})
    found.state, found.approved, found.approved_at, found.approved_by = PlanState.APPROVED, version, clock.now(), viewer
    found.changed_at = clock.now()
    found.receipt = receipt(told, remark)
    found.save()
    record(Event.PLAN_APPROVED, actor=viewer, subject=found, detail={"version": version})
    return found


def receipt(told: Sequence[Finding], remark: str) -> dict[str, Any]:
    return {
        "rules": list(safety.RULES),
        "findings": [
            {"rule": one.rule, "level": one.level, "said": one.said, "values": one.values} for one in told
        ],
        "remark": remark.strip()[:1000],
    }  # fmt: skip


def _readable(viewer: User, found: MealPlan, version: int) -> Days:
    if not plan_selectors.treats(viewer, found):
        raise NotFound
    row = plan_selectors.version(found)
    if found.state in (PlanState.MAKING, PlanState.ENDED) or row is None:
        raise StillMaking
    if found.version != version:
        raise ChangedMeanwhile
    return content.opened(row.content)


def _at(days: Days, day: int, meal: str) -> Meal:
    if not 0 <= day < len(days) or meal not in MealKind.values:
        raise NotFound
    return days[day][meal]


def restore(*, viewer: User, plan_id: UUID, number: int, version: int) -> MealPlan:
    """An earlier version's meals as the newest version, which waits for review.

    Raises NotFound, StillMaking, ChangedMeanwhile.
    """
    found = plan_selectors.plan(viewer, plan_id)
    _readable(viewer, found, version)
    earlier = plan_selectors.version(found, number) if number else None
    if earlier is None:
        raise NotFound
    return _write(viewer, plan_id, version, content.opened(earlier.content), Why.RESTORED)


@transaction.atomic
def _write(viewer: User, plan_id: UUID, version: int, days: Days, why: str) -> MealPlan:
    found = plan_selectors.held(plan_id, viewer=viewer)
    if found.version != version or found.state in (PlanState.MAKING, PlanState.ENDED):
        raise ChangedMeanwhile
    write(found, days, why, by=viewer)
    record(Event.PLAN_CHANGED, actor=viewer, subject=found, detail={"why": str(why), "version": found.version})
    return found
