"""What a device kept while it was offline: taken in one by one, each safe to repeat, conflicts told by field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from pydantic import TypeAdapter, ValidationError

from pathya.accounts.models import User
from pathya.journeys import meals, services
from pathya.journeys.schemas import CheckInIn, SymptomIn
from pathya.journeys.schemas_meals import MealChanges, MealIn
from pathya.kit import clock
from pathya.kit.errors import PathyaError

MOST = 200
ID = TypeAdapter(UUID)
DAY = TypeAdapter(date)


@dataclass
class Outcome:
    """`state`: done, refused (it never will be; `message` says why). `stayed`: fields written later elsewhere."""

    id: str
    state: str
    message: str = ""
    stayed: list[str] = field(default_factory=list)
    meal: str = ""


def take(*, person: User, entries: list[Mapping[str, Any]]) -> list[Outcome]:
    """Each entry by itself: one that is refused keeps none of the others back."""
    return [_taken(person, entry) for entry in entries[:MOST]]


def _taken(person: User, entry: Mapping[str, Any]) -> Outcome:
    told = Outcome(str(entry.get("id", ""))[:64], "done")
    work = KINDS.get(str(entry.get("type")))
    if work is None:
        told.state = "refused"
        return told
    try:
        with transaction.atomic():
            work(person, dict(entry.get("body") or {}), told)
    except PathyaError as fact:
        texts = [str(text) for texts in fact.fields.values() for text in texts]
        told.state, told.message = "refused", " ".join(texts) or str(fact.message)
    except (ValidationError, ValueError, TypeError):
        told.state = "refused"
    return told


def _meal(person: User, body: dict[str, Any], told: Outcome) -> None:
    new = MealIn(**body).new(person)
    told.meal = str(meals.log_meal(person=person, meal=new).id)


def _amend(person: User, body: dict[str, Any], told: Outcome) -> None:
    meal_id = ID.validate_python(body.pop("id", None))
    made = MealChanges(**body)
    sent = made.model_dump(exclude_unset=True)
    names = {"meal_type": "kind", "at": "at", "notes": "note", "hunger": "hunger", "mood": "mood"}
    changes = {ours: sent[name] for name, ours in names.items() if name in sent}
    told.stayed = meals.amend_meal(person=person, meal_id=meal_id, changes=changes, at=made.written_at).stayed


def _remove(person: User, body: dict[str, Any], _told: Outcome) -> None:
    meals.remove_meal(person=person, meal_id=ID.validate_python(body.get("id")))


def _day(person: User, body: dict[str, Any], told: Outcome) -> None:
    made = CheckInIn(**body)
    changes = made.model_dump(exclude_unset=True, exclude={"day", "at"})
    day, at = made.day or clock.today(person.time_zone), made.at or clock.now()
    row = services.check_in(person=person, day=day, changes=changes, at=at)
    written = min(at, clock.now())
    told.stayed = [name for name in changes if datetime.fromisoformat(row.stamps[name]) > written]


def _water(person: User, body: dict[str, Any], told: Outcome) -> None:
    day, ml = DAY.validate_python(body.get("day")), int(body.get("ml", 0))
    services.add_water(person=person, day=day, ml=max(min(ml, 2000), -2000), sent_id=UUID(told.id))


def _symptom(person: User, body: dict[str, Any], _told: Outcome) -> None:
    made = SymptomIn(**body)
    at = made.at or clock.now()
    services.log_symptom(
        person=person, day=meals.day_of(person, at), kind=made.kind, severity=made.severity, at=at, note=made.note,
        symptom_id=made.id,
    )  # fmt: skip


KINDS: dict[str, Callable[[User, dict[str, Any], Outcome], None]] = {
    "meal": _meal,
    "amend": _amend,
    "remove": _remove,
    "day": _day,
    "water": _water,
    "symptom": _symptom,
}
