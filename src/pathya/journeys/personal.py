"""What this domain holds about a person, for the export and for erasure."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pathya.accounts.models import User
from pathya.journeys.models import CheckIn, Earned, Journey, Symptom
from pathya.journeys.rules import FIELDS
from pathya.privacy.rules import Erased, Fate, Part


def gather(user: User) -> Iterator[Part]:
    names = ("title", "aim", "started_on", "planned_days", "ended_on")
    yield Part("journeys", _("Your journeys"), _rows(Journey.objects.filter(person=user), names))
    days = CheckIn.objects.filter(person=user).order_by("day")
    yield Part("check_ins", _("Logged days"), _rows(days, ("day", *FIELDS, "updated_at")))
    symptoms = Symptom.objects.filter(person=user)
    yield Part("symptoms", _("Symptoms"), _rows(symptoms, ("day", "at", "kind", "severity", "note")))
    earned = Earned.objects.filter(person=user)
    yield Part("achievements", _("Achievements"), _rows(earned, ("kind", "earned_at")))


def erase(user: User) -> list[Erased]:
    rows: dict[str, QuerySet[Any]] = {
        "check_ins": CheckIn.objects.filter(person=user),
        "symptoms": Symptom.objects.filter(person=user),
        "achievements": Earned.objects.filter(person=user),
        "journeys": Journey.objects.filter(person=user),
    }
    return [Erased(name, Fate.REMOVED, found.delete()[0]) for name, found in rows.items()]


def _rows(found: "QuerySet[Any]", names: tuple[str, ...]) -> Iterator[dict[str, object]]:
    """Row by row, so that a long history never lies in memory whole."""
    for one in found.iterator(chunk_size=500):
        yield {name: getattr(one, name) for name in names}
