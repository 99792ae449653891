"""What a person's own days show: trends and links in plain words, with how sure and on how many days."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pathya.accounts.models import User
from pathya.journeys import selectors, statistics
from pathya.journeys.exposures import Exposure, exposures
from pathya.journeys.missed import missed
from pathya.journeys.models import CheckIn
from pathya.journeys.rules import MEASURES, SymptomKind
from pathya.journeys.statistics import Values
from pathya.kit import clock

LOOK_BACK = 180
TRENDS = ("weight_kg", "energy", "mood", "sleep_hours")
CAUSES = ("sleep_hours", "exercise_minutes", "water_ml")
OUTCOMES = ("energy", "mood")
SYMPTOM_LEAST = 8
"""Days with a symptom below which nothing is asked about it."""


@dataclass(frozen=True)
class Insight:
    """`sure` is how it reads, `days` what it rests on."""

    kind: str
    text: str
    sure: str
    days: int
    p: float


@dataclass(frozen=True)
class Findings:
    """`asked` questions had enough days; with none, it can't be told yet."""

    found: list[Insight]
    asked: int
    days: int


@dataclass(frozen=True)
class _Question:
    kind: str
    names: tuple[str, ...]
    answer: statistics.Trend | statistics.Link
    cause: Exposure | None = None
    lag: int = 0


def findings(viewer: User, first: date | None = None, last: date | None = None) -> Findings:
    """Some statements and some arithmetic; what holds at a false-discovery rate of 5 %.

    Of a range of days, the last 180 when none is given.
    """
    last = last or clock.today(viewer.time_zone)
    first = first or last - timedelta(days=LOOK_BACK - 1)
    length = (last - first).days + 1
    days = list(selectors.check_ins(viewer, first, last).defer("notes", "stamps"))
    below = [_below(*one) for one in missed(viewer, days, last)]
    if len(days) < statistics.LEAST_DAYS:
        return Findings(below, 0, len(days))
    series = {name: _series(days, name, first, length) for name in MEASURES}
    felt = selectors.symptom_days(viewer, first, last)
    logged = {one.day for one in days}
    for kind, marks in felt.items():
        if len(marks) >= SYMPTOM_LEAST:
            series[kind] = _symptom(marks, logged, first, length)
    asked = [*_trends(series), *_links(series), *_foods(series, exposures(viewer, first, length))]
    held = statistics.discoveries([one.answer.p for one in asked])
    found = [_worded(one) for one, holds in zip(asked, held, strict=True) if holds]
    return Findings([*sorted(found, key=lambda one: one.p), *below], len(asked), len(days))


def _series(days: list[CheckIn], name: str, first: date, length: int) -> Values:
    values = np.full(length, np.nan)
    for one in days:
        value = getattr(one, name)
        if value is not None:
            values[(one.day - first).days] = float(value)
    return values


def _symptom(marks: dict[date, int], logged: set[date], first: date, length: int) -> Values:
    """0 on a logged day without it, else its severity; unknown on a day that was not logged."""
    values = np.full(length, np.nan)
    for day in logged:
        values[(day - first).days] = 0
    for day, severity in marks.items():
        values[(day - first).days] = severity
    return values


def _outcomes(series: dict[str, Values]) -> list[str]:
    return [*OUTCOMES, *(name for name in series if name not in MEASURES)]


def _trends(series: dict[str, Values]) -> list[_Question]:
    found = [(name, statistics.trend(series[name])) for name in TRENDS]
    return [_Question("trend", (name,), answer) for name, answer in found if answer]


def _links(series: dict[str, Values]) -> list[_Question]:
    found = [
        (cause, outcome, statistics.link(series[cause], series[outcome], lag=_lag(cause)))
        for cause in CAUSES
        for outcome in _outcomes(series)
    ]
    return [_Question("link", (cause, outcome), answer) for cause, outcome, answer in found if answer]


def _foods(series: dict[str, Values], causes: list[Exposure]) -> list[_Question]:
    """Foods on the same day and a day later, amounts of nutrients a day later."""
    found = [
        (cause, outcome, lag, statistics.link(cause.values, series[outcome], lag=lag))
        for cause in causes
        for outcome in _outcomes(series)
        for lag in ((1,) if cause.unit else (0, 1))
    ]
    return [
        _Question("food", (cause.label, outcome), answer, cause, lag) for cause, outcome, lag, answer in found if answer
    ]


def _lag(cause: str) -> int:
    """Sleep is logged on the morning it ends; what one drinks and does shows the next day."""
    return 0 if cause == "sleep_hours" else 1


def _worded(one: _Question) -> Insight:
    answer = one.answer
    text = _trend_text(one) if isinstance(answer, statistics.Trend) else _link_text(one)
    return Insight(one.kind, text, _sure(answer.p), answer.days, answer.p)


def _below(what: str, target: str, count: int, days: int) -> Insight:
    told = _("%(what)s stayed below the target of %(target)s on %(count)s of the last %(days)s days that tell it.")
    facts = {"what": what, "target": target, "count": count, "days": days}
    return Insight("target", told % facts, _("counted"), days, 1)


def _trend_text(one: _Question) -> str:
    measure, slope = MEASURES[one.names[0]], one.answer
    assert isinstance(slope, statistics.Trend)  # noqa: S101 – told apart by kind
    size = f"{abs(slope.slope):.2g} {measure.unit}".strip()
    told = _("%(what)s goes up by %(size)s a week.") if slope.slope > 0 else _("%(what)s goes down by %(size)s a week.")
    return told % {"what": measure.label, "size": size}


def _link_text(one: _Question) -> str:
    _cause, outcome = one.names
    answer = one.answer
    assert isinstance(answer, statistics.Link)  # noqa: S101
    name = MEASURES[outcome].label if outcome in MEASURES else SymptomKind(outcome).label
    lead = _food_lead(one.cause, one.lag, answer) if one.cause else _lead(one.names[0], answer)
    told = (
        _("%(lead)s, %(what)s is %(size)s points higher.")
        if answer.effect > 0
        else _("%(lead)s, %(what)s is %(size)s points lower.")
    )
    return told % {"lead": lead, "what": str(name).lower(), "size": f"{abs(answer.effect):.1f}"}


def _lead(cause: str, answer: statistics.Link) -> str:
    return {
        "sleep_hours": _("After more than %(split)s hours of sleep"),
        "exercise_minutes": _("The day after more than %(split)s minutes of exercise"),
        "water_ml": _("The day after more than %(split)s ml of water"),
    }[cause] % {"split": f"{answer.split:g}"}


def _food_lead(cause: Exposure, lag: int, answer: statistics.Link) -> str:
    if cause.unit:
        told = {"split": f"{answer.split:.0f} {cause.unit}", "what": cause.label}
        return _("The day after more than %(split)s of %(what)s") % told
    if lag:
        return _("The day after %(food)s") % {"food": cause.label}
    return _("On days with %(food)s") % {"food": cause.label}


def _sure(p: float) -> str:
    if p <= 0.001:
        return _("very likely not chance")
    return _("likely not chance") if p <= 0.01 else _("perhaps not chance")


def rests_on(days: int) -> str:
    return ngettext("seen on %(days)d day", "seen on %(days)d days", days) % {"days": days}
