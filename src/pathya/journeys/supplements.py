"""Supplements: what one takes, and on which days."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.journeys import services
from pathya.journeys.models import Intake, Supplement
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound

LONGEST = 120


@transaction.atomic
def add(*, person: User, name: str, dose: str = "") -> Supplement:
    """Raises Invalid."""
    name, dose = name.strip(), dose.strip()
    if not name or max(len(name), len(dose)) > LONGEST:
        raise Invalid(fields={"name": [_("Write its name, in up to 120 characters.")]})
    row = Supplement(person=person, name=name, dose=dose)
    row.save()
    return row


@transaction.atomic
def stop(*, person: User, supplement_id: UUID) -> None:
    """No longer take it; the days on which it was taken stay. One never taken goes whole."""
    row = _own(person, supplement_id)
    if row.intakes.exists():
        Supplement.objects.filter(pk=row.pk, stopped_on=None).update(stopped_on=clock.today(person.time_zone))
    else:
        row.delete()


@transaction.atomic
def take(*, person: User, supplement_id: UUID, day: date, taken: bool) -> None:
    """It was taken on the day, or was not. Safe to repeat."""
    services.possible_day(person, day)
    row = _own(person, supplement_id)
    if taken:
        Intake.objects.bulk_create([Intake(supplement=row, day=day)], ignore_conflicts=True)
    else:
        Intake.objects.filter(supplement=row, day=day).delete()


def _own(person: User, supplement_id: UUID) -> Supplement:
    row = Supplement.objects.filter(person=person, pk=supplement_id).first()
    if row is None:
        raise NotFound
    return row
