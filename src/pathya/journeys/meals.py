"""Writing meals: each is safe to repeat by its id, and the day's sum is written with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.journeys import eating, queries, rules, services
from pathya.journeys.eating import Eaten
from pathya.journeys.models import CheckIn, DayFood, Meal, SavedMeal
from pathya.kit import clock, crypto
from pathya.kit.errors import Invalid, NotFound
from pathya.kit.ids import new_id
from pathya.nutrition.errors import UnknownFood

FIELDS = ("kind", "at", "items", "note", "hunger", "mood")


@dataclass(frozen=True)
class NewMeal:
    """`id` is made by the device; without one it is made here. `at` is when it was eaten."""

    kind: str
    items: Sequence[Eaten]
    at: datetime
    day: date | None = None
    id: UUID = field(default_factory=new_id)
    note: str = ""
    hunger: int | None = None
    mood: int | None = None


@transaction.atomic
def log_meal(*, person: User, meal: NewMeal) -> Meal:
    """Write a meal, the day's sum and what was used last, in one statement. The same id again changes nothing.

    Raises Invalid, UnknownFood.
    """
    day = meal.day or day_of(person, meal.at)
    services.possible_day(person, day)
    _check({"kind": meal.kind, "items": meal.items, "note": meal.note, "hunger": meal.hunger, "mood": meal.mood})
    row = Meal(
        id=meal.id, person=person, day=day, at=meal.at, kind=meal.kind, note=meal.note.strip(), hunger=meal.hunger,
        mood=meal.mood,
    )  # fmt: skip
    values = {
        "id": row.id, "person": person.pk, "day": day, "at": meal.at, "kind": meal.kind, "hunger": meal.hunger,
        "mood": meal.mood, "now": clock.now(), "items": eating.written(meal.items), "count": len(meal.items),
        "note": _sealed(row),
    }  # fmt: skip
    _found, first_of_day, *told = queries.log(values)
    if told[0] is None:
        held = Meal.objects.filter(person=person, id=row.id).first()
        if held is None:
            raise UnknownFood
        return held
    row.items, row.grams, row.nutrients, row.known, row.estimated = told
    if first_of_day:
        services.award(person)
    return row


@transaction.atomic
def log_again(*, person: User, meal: NewMeal) -> Meal:
    """As `log_meal`; a meal of that id that was taken out comes back. Raises Invalid, UnknownFood."""
    row = log_meal(person=person, meal=meal)
    return restore_meal(person=person, meal_id=row.id) if row.removed_at else row


@dataclass(frozen=True)
class Amended:
    """The meal as it is now, and the fields that stayed because they were written later elsewhere."""

    meal: Meal
    stayed: list[str]


@transaction.atomic
def amend_meal(*, person: User, meal_id: UUID, changes: Mapping[str, Any], at: datetime | None = None) -> Amended:
    """Write fields of `FIELDS`; one that was written later than `at` (when the person wrote it) stays.

    Raises NotFound, Invalid, UnknownFood.
    """
    row = _held(person, meal_id)
    _check(changes)
    written = min(at or clock.now(), clock.now())
    stayed = [name for name in changes if name in row.stamps and written < datetime.fromisoformat(row.stamps[name])]
    newer = {name: value for name, value in changes.items() if name not in stayed}
    before, _opened = row.day, row.note  # the note is bound to its row: open it before the row moves
    for name, value in newer.items():
        if name == "items":
            _reckon(person, row, value)
        else:
            setattr(row, name, value.strip() if name == "note" else value)
        row.stamps[name] = written.isoformat()
    row.day = day_of(person, row.at) if "at" in newer else row.day
    services.possible_day(person, row.day)
    if newer:
        _write(row, before)
    return Amended(row, stayed)


@transaction.atomic
def remove_meal(*, person: User, meal_id: UUID) -> Meal:
    """Take a meal out; `restore_meal` brings it back. One that is out already is fine."""
    row = _held(person, meal_id)
    if row.removed_at is None:
        row.removed_at = clock.now()
        _write(row, row.day)
        if not DayFood.objects.filter(person=person, day=row.day, meals__gt=0).exists():
            CheckIn.objects.filter(person=person, day=row.day, stamps={}).delete()
    return row


@transaction.atomic
def restore_meal(*, person: User, meal_id: UUID) -> Meal:
    row = _held(person, meal_id)
    if row.removed_at is not None:
        row.removed_at = None
        _write(row, row.day)
        CheckIn.objects.bulk_create([CheckIn(person=person, day=row.day)], ignore_conflicts=True)
    return row


@transaction.atomic
def repeat(*, person: User, meals: Sequence[Meal], day: date, ids: Sequence[UUID] = ()) -> list[Meal]:
    """Log meals again on another day, at their hour of that day. With `ids` a second time changes nothing."""
    made = []
    for n, meal in enumerate(meals):
        items = eating.of_again(meal.items)
        if items:
            at = datetime.combine(day, _local(person, meal.at).time(), ZoneInfo(person.time_zone))
            pk = ids[n] if n < len(ids) else new_id()
            new = NewMeal(meal.kind, items, min(at, clock.now()), day=day, id=pk)
            made.append(log_again(person=person, meal=new))
    return made


@transaction.atomic
def save_favourite(*, person: User, name: str, items: Sequence[Mapping[str, Any]]) -> SavedMeal:
    """Keep a meal's foods and quick adds under a name; the same name again replaces. Raises Invalid."""
    name = name.strip()[:120]
    if not items or not name:
        raise Invalid(fields={"name": [_("Give it a name, and at least one food.")]})
    row, _made = SavedMeal.objects.update_or_create(
        person=person, name=name, defaults={"items": eating.kept(items), "used_at": clock.now()}
    )
    return row


@transaction.atomic
def remove_favourite(*, person: User, saved_id: UUID) -> None:
    SavedMeal.objects.filter(person=person, pk=saved_id).delete()


@transaction.atomic
def log_favourite(*, person: User, saved_id: UUID, kind: str, at: datetime, meal_id: UUID | None = None) -> Meal:
    """Log a kept meal. Raises NotFound, UnknownFood."""
    saved = SavedMeal.objects.filter(person=person, pk=saved_id).first()
    if saved is None:
        raise NotFound
    SavedMeal.objects.filter(pk=saved.pk).update(used_at=clock.now())
    new = NewMeal(kind, eating.of_again(saved.items), at, id=meal_id or new_id())
    return log_meal(person=person, meal=new)


def _held(person: User, meal_id: UUID) -> Meal:
    row = Meal.objects.select_for_update().filter(person=person, id=meal_id).first()
    if row is None:
        raise NotFound
    return row


def _write(row: Meal, before: date) -> None:
    """Keep the row (its day may have changed: another partition) and the sums of the days it touched."""
    if row.day != before:
        Meal.objects.filter(person=row.person_id, id=row.id, day=before).delete()
        row.save(force_insert=True)
    else:
        row.save()
    for day in sorted({before, row.day}):
        DayFood.objects.bulk_create([DayFood(person_id=row.person_id, day=day)], ignore_conflicts=True)
        DayFood.objects.select_for_update().get(person=row.person_id, day=day)
        queries.recount(row.person_id, day)


def _reckon(person: User, row: Meal, items: Sequence[Eaten]) -> None:
    found, row.items, row.grams, row.nutrients, row.known, row.estimated = queries.reckon(
        person.pk, eating.written(items)
    )
    if found != len(items):
        raise UnknownFood


def _sealed(row: Meal) -> str:
    if not row.note:
        return ""
    return crypto.seal(row.note, Meal._meta.get_field("note").place(row), row.person_id)


def _local(person: User, at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(person.time_zone))


def moment(person: User, day: date | None, kind: str) -> datetime:
    """When a meal of that kind is usually eaten on a day; now for today."""
    if day is None or day >= clock.today(person.time_zone):
        return clock.now()
    return datetime.combine(day, eating.USUAL[rules.MealKind(kind)], ZoneInfo(person.time_zone))


def day_of(person: User, at: datetime) -> date:
    """The day of the person's zone that a moment lies in. Raises Invalid."""
    try:
        return _local(person, at).date()
    except (OverflowError, ValueError):
        raise Invalid(fields={"at": [_("That day has not come yet.")]}) from None


def _check(changes: Mapping[str, Any]) -> None:
    wrong: dict[str, list[Any]] = {}
    if changes.get("kind", rules.MealKind.LUNCH) not in rules.MealKind.values:
        wrong["kind"] = [_("This is not one of the choices.")]
    if "items" in changes and not 0 < len(changes["items"]) <= eating.MOST_ITEMS:
        wrong["items"] = [_("A meal has 1 to 40 foods.")]
    if len(changes.get("note") or "") > rules.NOTES_LENGTH:
        wrong["note"] = [_("Please keep it to 2,000 characters.")]
    for name in ("hunger", "mood"):
        if changes.get(name) is not None and not 1 <= changes[name] <= 5:
            wrong[name] = [_("Choose a number from 1 to 5.")]
    for one in changes.get("items", ()):
        if one.food is not None and not (0 < (one.grams or 0) <= eating.MOST_GRAMS) and not (
            one.measure and 0 < (one.count or 0) <= eating.MOST_COUNT
        ):  # fmt: skip
            wrong["items"] = [_("Say how much of each food: grams, or a measure and how many.")]
        if one.food is None and not one.quick:
            wrong["items"] = [_("A quick add needs at least its energy.")]
    if wrong:
        raise Invalid(fields=wrong)
