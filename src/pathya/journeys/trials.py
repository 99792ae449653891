"""Elimination trials: starting, keeping, ending, and their verdict."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pathya.accounts.models import User
from pathya.journeys import errors, selectors, services
from pathya.journeys.elimination import Phase, Plan, Told, judge
from pathya.journeys.models import Trial, TrialDay
from pathya.journeys.rules import MEASURES, Event, SymptomKind
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.operations import audit

OUTCOMES = ("energy", "mood")
DAYS = {"baseline": (5, 60), "washout": (0, 30), "elimination": (5, 60), "reintroduction": (3, 60)}
USUAL = {"baseline": 10, "washout": 4, "elimination": 14, "reintroduction": 10}
LONGEST = 120


@transaction.atomic
def start(*, person: User, suspect: str, outcome: str, days: Mapping[str, int] = USUAL) -> Trial:
    """Begin today. A trial whose days are over makes room. Raises TrialRunning, Invalid."""
    suspect = suspect.strip()
    wrong: dict[str, list[Any]] = {}
    if not suspect or len(suspect) > LONGEST:
        wrong["suspect"] = [gettext_lazy("Write what you leave out, in up to 120 characters.")]
    if outcome not in (*OUTCOMES, *SymptomKind.values):
        wrong["outcome"] = [gettext_lazy("This is not one of the choices.")]
    for name, (low, high) in DAYS.items():
        if not low <= days.get(name, 0) <= high:
            wrong[name] = [gettext_lazy("Choose a number from %(low)s to %(high)s.") % {"low": low, "high": high}]
    if wrong:
        raise Invalid(fields=wrong)
    today = clock.today(person.time_zone)
    for row in Trial.objects.select_for_update().filter(person=person, ended_on=None):
        if plan_of(row).last < today:
            row.ended_on = plan_of(row).last
            row.save(update_fields=["ended_on"])
    row = Trial(person=person, suspect=suspect, outcome=outcome, started_on=today)
    for name in DAYS:
        setattr(row, f"{name}_days", days[name])
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise errors.TrialRunning from None
    audit.record(Event.TRIAL_STARTED, actor=person, subject=row)
    return row


@transaction.atomic
def keep(*, person: User, trial_id: UUID, day: date, kept: bool) -> None:
    """Whether a day went as its phase asked; the last word counts. Raises NotFound, Invalid."""
    row = own(person, trial_id)
    services.possible_day(person, day)
    if plan_of(row).phase(day) is None:
        raise Invalid(fields={"day": [gettext_lazy("That day is not part of the trial.")]})
    TrialDay.objects.update_or_create(trial=row, day=day, defaults={"kept": kept})


@transaction.atomic
def stop(*, person: User, trial_id: UUID) -> Trial:
    """Break it off today; what was noted stays. One that has ended is returned as it is."""
    row = own(person, trial_id)
    if row.ended_on is None:
        row.ended_on = min(clock.today(person.time_zone), plan_of(row).last)
        row.save(update_fields=["ended_on"])
        audit.record(Event.TRIAL_ENDED, actor=person, subject=row)
    return row


def own(person: User, trial_id: UUID) -> Trial:
    row = Trial.objects.filter(person=person, pk=trial_id).first()
    if row is None:
        raise NotFound
    return row


def plan_of(row: Trial) -> Plan:
    return Plan(row.started_on, row.baseline_days, row.washout_days, row.elimination_days, row.reintroduction_days)


@dataclass(frozen=True)
class Standing:
    """A trial, where it stands, and what it tells."""

    trial: Trial
    plan: Plan
    phase: Phase | None
    told: Told
    kept: dict[date, bool]

    @property
    def is_running(self) -> bool:
        return self.phase is not None and self.trial.ended_on is None

    @property
    def outcome(self) -> str:
        return str(outcomes()[self.trial.outcome])

    @property
    def words(self) -> str:
        """The verdict with its numbers."""
        told = self.told
        if told.relief is None or told.relapse is None:
            return str(told.why.label)
        facts = {"relief": f"{told.relief:.1f}", "relapse": f"{told.relapse:.1f}", "days": told.days}
        numbers = _(
            "%(relief)s points better without it, %(relapse)s points worse with it again, on %(days)s counted days."
        )
        return f"{told.why.label} {numbers % facts}".strip()


def outcomes() -> dict[str, Any]:
    """What a trial may look at."""
    return {name: MEASURES[name].label for name in OUTCOMES} | dict(SymptomKind.choices)


def standings(client: User) -> list[Standing]:
    """Newest first; a few statements for each."""
    return [standing(row) for row in Trial.objects.filter(person=client).select_related("person")]


def standing(row: Trial) -> Standing:
    client, plan = row.person, plan_of(row)
    today = clock.today(client.time_zone)
    kept = dict(row.days.values_list("day", "kept"))
    told = judge(plan, _worse(client, row.outcome, plan), kept, today)
    return Standing(row, plan, plan.phase(today), told, kept)


def _worse(client: User, outcome: str, plan: Plan) -> dict[date, float]:
    """By day, more is worse; a symptom is nothing on a logged day that does not tell of it."""
    days = selectors.check_ins(client, plan.first, plan.last).defer("notes", "stamps")
    if outcome in OUTCOMES:
        return {one.day: -float(value) for one in days if (value := getattr(one, outcome)) is not None}
    marks = selectors.symptom_days(client, plan.first, plan.last).get(outcome, {})
    return {one.day: 0.0 for one in days} | {day: float(severity) for day, severity in marks.items()}
