"""Logging a day, symptoms, journeys."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.journeys import errors, rules, tasks
from pathya.journeys.models import CheckIn, DayFood, Earned, Journey, Sent, Symptom
from pathya.journeys.rules import Event
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.operations import audit

Changes = Mapping[str, Any]


@transaction.atomic
def check_in(*, person: User, day: date, changes: Changes, at: datetime | None = None) -> CheckIn:
    """Write fields of a day; a second check-in of the day amends the first.

    `changes` maps fields of `rules.FIELDS` to a value, or to None to empty it. `at` is when the person wrote it (their
    device may have been offline since): a field written later than that stays. Raises Invalid.
    """
    possible_day(person, day)
    checked = {name: _checked(name, value) for name, value in changes.items()}
    row = _held(person, day)
    written = min(at or clock.now(), clock.now())
    newer = {name: value for name, value in checked.items() if _is_newer(row, name, written)}
    for name, value in newer.items():
        setattr(row, name, value)
        row.stamps[name] = written.isoformat()
    if newer:
        row.updated_at = clock.now()
        row.save()
        award(person)
    return row


@transaction.atomic
def add_water(*, person: User, day: date, ml: int, sent_id: UUID | None = None) -> CheckIn:
    """One glass more, or less with a negative number; never below nothing. The same `sent_id` again adds nothing."""
    possible_day(person, day)
    row = _held(person, day)
    if sent_id and Sent.objects.filter(pk=sent_id).exists():
        return row
    if sent_id:
        Sent.objects.create(pk=sent_id, person=person)
    total = max((row.water_ml or 0) + ml, 0)
    return check_in(person=person, day=day, changes={"water_ml": total})


@transaction.atomic
def log_symptom(
    *, person: User, day: date, kind: str, severity: int, at: datetime, note: str = "", symptom_id: UUID | None = None
) -> Symptom:
    """Note a symptom; the same id again amends the same row. Raises Invalid, NotFound (an id of somebody else's)."""
    possible_day(person, day)
    wrong = {}
    if kind not in rules.SymptomKind.values:
        wrong["kind"] = [_("This is not one of the choices.")]
    if not 1 <= severity <= 10:
        wrong["severity"] = [_("Choose a number from 1 to 10.")]
    if wrong:
        raise Invalid(fields=wrong)
    row = Symptom.objects.select_for_update().filter(pk=symptom_id).first() if symptom_id else None
    if row is None:
        row = Symptom(person=person, **({"id": symptom_id} if symptom_id else {}))
    elif row.person_id != person.pk:
        raise NotFound
    row.day, row.at, row.kind, row.severity, row.note = day, at, kind, severity, note.strip()
    row.save()
    if severity >= settings.ALERTS.symptom_severity:
        tasks.watch_one.defer(person_id=str(person.pk))
    return row


@transaction.atomic
def remove_symptom(*, person: User, symptom_id: UUID) -> None:
    """Take a symptom back; one that is gone already is fine."""
    Symptom.objects.filter(person=person, pk=symptom_id).delete()


@transaction.atomic
def start(
    *, person: User, title: str, days: int, aim: str = "", first: date | None = None, program: UUID | None = None
) -> Journey:
    """Begin a journey of so many days. Raises JourneyRunning when one is current, Invalid."""
    if not 7 <= days <= 730:
        raise Invalid(fields={"days": [_("A journey lasts 7 to 730 days.")]})
    journey = Journey(
        person=person,
        title=title.strip(),
        aim=aim.strip(),
        planned_days=days,
        started_on=first or clock.today(person.time_zone),
        program=program,
    )
    try:
        with transaction.atomic():
            journey.save()
    except IntegrityError:
        raise errors.JourneyRunning from None
    audit.record(Event.STARTED, actor=person, subject=journey)
    return journey


@transaction.atomic
def end(*, person: User, journey_id: UUID) -> Journey:
    """End one's own journey today; one that has ended is returned as it is."""
    journey = Journey.objects.select_for_update().filter(person=person, pk=journey_id).first()
    if journey is None:
        raise NotFound
    if journey.ended_on is None:
        journey.ended_on = max(clock.today(person.time_zone), journey.started_on)
        journey.save(update_fields=["ended_on"])
        audit.record(Event.ENDED, actor=person, subject=journey)
    return journey


def _held(person: User, day: date) -> CheckIn:
    """The day's row, locked; made when there is none."""
    CheckIn.objects.bulk_create([CheckIn(person=person, day=day)], ignore_conflicts=True)
    return CheckIn.objects.select_for_update().get(person=person, day=day)


def possible_day(person: User, day: date) -> None:
    """Raises Invalid for a day that has not come, or lies too far back."""
    today = clock.today(person.time_zone)
    if day > today:
        raise Invalid(fields={"day": [_("That day has not come yet.")]})
    if day < today - rules.OLDEST:
        raise Invalid(fields={"day": [_("Days can be logged up to 400 days back.")]})


def _checked(name: str, value: Any) -> Any:
    if name == "notes":
        text = str(value or "").strip()
        if len(text) > rules.NOTES_LENGTH:
            raise Invalid(fields={name: [_("Please keep it to 2,000 characters.")]})
        return text
    measure = rules.MEASURES.get(name)
    if measure is None:
        raise Invalid(fields={name: [_("There is no such field here.")]})
    if value is None:
        return None
    number = Decimal(str(value))
    if not number.is_finite() or not measure.low <= number <= measure.high:
        told = _("Choose a number from %(low)s to %(high)s.") % {"low": measure.low, "high": measure.high}
        raise Invalid(fields={name: [told]})
    places = {"weight_kg": Decimal("0.01"), "sleep_hours": Decimal("0.1")}.get(name)
    return number.quantize(places) if places else int(number)


def _is_newer(row: CheckIn, name: str, written: datetime) -> bool:
    before = row.stamps.get(name)
    return before is None or written >= datetime.fromisoformat(before)


def award(person: User) -> None:
    """Achievements look at the days of the longest streak that counts."""
    since = clock.today(person.time_zone) - timedelta(days=max(rules.STREAKS) + rules.OLDEST.days)
    rows = (
        CheckIn.objects.filter(person=person, day__gte=since)
        .annotate(ate=Exists(DayFood.objects.filter(person=person)))
        .values_list("day", "sleep_hours", "exercise_minutes", "water_ml", "ate")
    )
    habits = [rules.Habits(day, slept, moved, water) for day, slept, moved, water, _ate in rows]
    kinds = [*rules.earned([one.day for one in habits]), *rules.reached(habits)]
    if any(ate for *_habits, ate in rows):
        kinds.append(rules.Achievement.FIRST_MEAL)
    Earned.objects.bulk_create([Earned(person=person, kind=kind) for kind in kinds], ignore_conflicts=True)
