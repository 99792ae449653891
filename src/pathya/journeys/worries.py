"""What in a client's days calls for a look, and why: pure, from numbers to reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pathya.clients.catalogue import KINDS
from pathya.journeys.rules import AlertKind, SymptomKind

WEEK = timedelta(days=7)
WEIGHT_SPAN = timedelta(days=28)
WEIGHINGS = 2
"""In the first and in the last week: one weighing is not a fall."""
USED_TO_LOG = 5
"""Days of the fortnight before a silence."""


class Limits(Protocol):
    """The thresholds of the settings."""

    @property
    def weight_percent(self) -> int: ...
    @property
    def metric_percent(self) -> int: ...
    @property
    def mood_at_most(self) -> int: ...
    @property
    def mood_days(self) -> int: ...
    @property
    def silent_days(self) -> int: ...
    @property
    def symptom_severity(self) -> int: ...


@dataclass(frozen=True)
class Lived:
    """What the days hold: weight and mood by day, which days were logged, the strongest symptom of a day by kind, and
    measurements outside their range with how many per cent."""

    weights: Mapping[date, float] = field(default_factory=dict)
    moods: Mapping[date, int] = field(default_factory=dict)
    logged: Sequence[date] = ()
    symptoms: Mapping[str, Mapping[date, int]] = field(default_factory=dict)
    outside: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Kind → value and per cent beyond its range."""


@dataclass(frozen=True)
class Reason:
    kind: AlertKind
    subject: str
    detail: dict[str, Any]


def reasons(lived: Lived, today: date, limits: Limits) -> list[Reason]:
    """Everything that calls for a look."""
    found = [_weight(lived, today, limits), _mood(lived, today, limits), _silence(lived, today, limits)]
    return [
        *(one for one in found if one),
        *_symptoms(lived, today, limits),
        *(
            Reason(AlertKind.METRIC, kind, {"value": value, "percent": round(beyond)})
            for kind, (value, beyond) in lived.outside.items()
            if beyond >= limits.metric_percent
        ),
    ]


def _weight(lived: Lived, today: date, limits: Limits) -> Reason | None:
    """The mean of the last seven days against that of the seven days four weeks before."""
    now = [value for day, value in lived.weights.items() if today - WEEK < day <= today]
    start = today - WEIGHT_SPAN
    before = [value for day, value in lived.weights.items() if start - WEEK < day <= start]
    if min(len(now), len(before)) < WEIGHINGS:
        return None
    first, last = sum(before) / len(before), sum(now) / len(now)
    percent = 100 * (first - last) / first
    detail = {"percent": round(percent, 1), "from": round(first, 1), "to": round(last, 1)}
    return Reason(AlertKind.WEIGHT, "", detail) if percent >= limits.weight_percent else None


def _mood(lived: Lived, today: date, limits: Limits) -> Reason | None:
    low = [day for day, mood in lived.moods.items() if today - WEEK < day <= today and mood <= limits.mood_at_most]
    detail = {"days": len(low), "at_most": limits.mood_at_most}
    return Reason(AlertKind.MOOD, "", detail) if len(low) >= limits.mood_days else None


def _silence(lived: Lived, today: date, limits: Limits) -> Reason | None:
    """Only of somebody who used to log."""
    if not lived.logged:
        return None
    last = max(lived.logged)
    silent = (today - last).days
    before = [day for day in lived.logged if last - 2 * WEEK < day <= last]
    if silent < limits.silent_days or len(before) < USED_TO_LOG:
        return None
    return Reason(AlertKind.SILENCE, "", {"days": silent})


def _symptoms(lived: Lived, today: date, limits: Limits) -> list[Reason]:
    told = []
    for kind, marks in lived.symptoms.items():
        strong = [severity for day, severity in marks.items() if today - WEEK < day <= today]
        worst = max(strong, default=0)
        if worst >= limits.symptom_severity:
            told.append(Reason(AlertKind.SYMPTOM, kind, {"severity": worst, "days": len(strong)}))
    return told


def told(kind: str, subject: str, detail: Mapping[str, Any]) -> str:
    """The reason in plain words."""
    if kind == AlertKind.WEIGHT:
        return _("%(percent)s %% lost in four weeks: from %(from)s to %(to)s kg.") % detail
    if kind == AlertKind.MOOD:
        return _("Mood at most %(at_most)s of 10 on %(days)s of the last 7 days.") % detail
    if kind == AlertKind.SILENCE:
        days = int(detail["days"])
        return ngettext("Nothing logged for %(n)d day.", "Nothing logged for %(n)d days.", days) % {"n": days}
    if kind == AlertKind.METRIC:
        name = KINDS[subject].name if subject in KINDS else subject
        facts = {"name": name, "value": f"{detail['value']:g}", "percent": detail["percent"]}
        return _("%(name)s %(value)s: %(percent)s %% beyond its range.") % facts
    name = SymptomKind(subject).label if subject in SymptomKind.values else subject
    facts = {"name": name, "severity": detail["severity"], "days": detail["days"]}
    return _("%(name)s: %(severity)s of 10 at its strongest, on %(days)s of the last 7 days.") % facts
