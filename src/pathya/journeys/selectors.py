"""Days and journeys for a viewer: their own, or those of somebody whose record they may read."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from pathya.accounts.models import User
from pathya.journeys import rules
from pathya.journeys.models import CheckIn, Earned, Journey, Symptom
from pathya.journeys.rules import Numbers
from pathya.kit import clock
from pathya.kit.errors import NotFound

LONGEST = 366


def journeys(viewer: User) -> "QuerySet[Journey]":
    """The viewer's own journeys, newest first."""
    return Journey.objects.filter(person=viewer).select_related("person")


def journey(viewer: User, journey_id: UUID) -> Journey:
    found = journeys(viewer).filter(pk=journey_id).first()
    if found is None:
        raise NotFound
    return found


def current(viewer: User) -> Journey | None:
    return journeys(viewer).filter(ended_on=None).first()


def day(viewer: User, when: date) -> CheckIn:
    """The viewer's day; an empty one that is not kept when nothing was logged."""
    return CheckIn.objects.filter(person=viewer, day=when).first() or CheckIn(person=viewer, day=when)


def symptoms(viewer: User, first: date, last: date) -> "QuerySet[Symptom]":
    return Symptom.objects.filter(person=viewer, day__range=(first, last))


def check_ins(viewer: User, first: date, last: date) -> "QuerySet[CheckIn]":
    """Logged days of a range, oldest first."""
    return CheckIn.objects.filter(person=viewer, day__range=(first, last)).order_by("day")


def achievements(viewer: User) -> list[Earned]:
    return list(Earned.objects.filter(person=viewer))


@dataclass(frozen=True)
class Progress:
    """How far a journey is; days are the person's own."""

    elapsed: int
    remaining: int
    percent: int
    tracked: int


def progress(found: Journey, today: date) -> Progress:
    """Elapsed counts the first day; it never passes what was planned."""
    last = min(found.ended_on or today, today)
    elapsed = min(max((last - found.started_on).days + 1, 0), found.planned_days)
    tracked = CheckIn.objects.filter(person=found.person_id, day__range=(found.started_on, last)).count()
    return Progress(elapsed, found.planned_days - elapsed, round(100 * elapsed / found.planned_days), tracked)


@dataclass(frozen=True)
class Summary:
    """What a dashboard says of the last days; None where it can't be told yet."""

    today: CheckIn
    streak: int
    longest: int
    tracked: int
    score: int | None
    score_before: int | None
    parts: list[rules.Part]
    days: list[CheckIn] = field(default_factory=list)

    @property
    def change(self) -> int | None:
        """Points since the week before."""
        if self.score is None or self.score_before is None:
            return None
        return self.score - self.score_before


def summary(viewer: User) -> Summary:
    """Two statements: the days of a year, and how many there are in all."""
    today = clock.today(viewer.time_zone)
    days = list(check_ins(viewer, today - timedelta(days=LONGEST), today).defer("notes", "stamps"))
    logged = [one.day for one in days]
    week, before = _numbers(days, today), _numbers(days, today - timedelta(days=rules.SCORE_DAYS))
    return Summary(
        today=next((one for one in days if one.day == today), CheckIn(person=viewer, day=today)),
        streak=rules.streak(logged, today),
        longest=rules.longest_streak(logged),
        tracked=CheckIn.objects.filter(person=viewer).count(),
        score=rules.health_score(week),
        score_before=rules.health_score(before),
        parts=rules.score_parts(week),
        days=days,
    )


def symptom_days(viewer: User, first: date, last: date) -> dict[str, dict[date, int]]:
    """Kind → day → strongest severity."""
    found: dict[str, dict[date, int]] = {}
    rows = symptoms(viewer, first, last).order_by().values("kind", "day").annotate(most=Max("severity"), n=Count("id"))
    for row in rows:
        found.setdefault(row["kind"], {})[row["day"]] = row["most"]
    return found


def _numbers(days: list[CheckIn], last: date) -> list[Numbers]:
    first = last - timedelta(days=rules.SCORE_DAYS - 1)
    return [
        Numbers(one.energy, one.mood, one.sleep_hours, one.exercise_minutes, one.water_ml)
        for one in days
        if first <= one.day <= last
    ]


def recent(client: User, today: date, count: int) -> list[tuple[CheckIn, list[Symptom]]]:
    """The last days with their symptoms, newest first; two statements."""
    first = today - timedelta(days=count - 1)
    felt: dict[date, list[Symptom]] = {}
    for one in symptoms(client, first, today):
        felt.setdefault(one.day, []).append(one)
    days = check_ins(client, first, today).order_by("-day")
    return [(one, felt.get(one.day, [])) for one in days]
