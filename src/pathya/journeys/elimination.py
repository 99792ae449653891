"""The protocol of an elimination trial, and what its days may tell. Pure.

A food is eaten as usual (baseline), left out while what it did fades (washout), left out (elimination), and eaten again
(reintroduction). It is held to matter only when things get better without it and worse again with it: a trend alone
would do one of the two. Chance is judged against days that carry over from one to the next as the person's own do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from pathya.journeys.statistics import SEED, carry_over

DRAWS = 4000
CERTAIN = 0.05
FELT = 1.0
"""Points of ten below which a difference is hardly felt."""
LEAST = {"baseline": 5, "elimination": 5, "reintroduction": 3}
"""Counted days that each phase needs."""
ADHERENCE = 0.7


class Phase(TextChoices):
    BASELINE = "baseline", _("As usual")
    WASHOUT = "washout", _("Left out, not counted yet")
    ELIMINATION = "elimination", _("Left out")
    REINTRODUCTION = "reintroduction", _("Eaten again")


class Verdict(TextChoices):
    MATTERS = "matters", _("It probably matters to you")
    DOES_NOT = "does_not", _("It probably makes no difference you would feel")
    CANT_TELL = "cant_tell", _("Can't tell")


class Why(TextChoices):
    """Why it can't be told."""

    NONE = "", ""
    UNFINISHED = "unfinished", _("The trial is not over.")
    FEW_DAYS = "few_days", _("Too few days were logged as the phase asked.")
    NOT_KEPT = "not_kept", _("Too many days did not go as the phase asked.")
    UNCLEAR = "unclear", _("The days differ too much for their number.")


@dataclass(frozen=True)
class Plan:
    """Days of each phase, from `first` on."""

    first: date
    baseline: int
    washout: int
    elimination: int
    reintroduction: int

    @property
    def length(self) -> int:
        return self.baseline + self.washout + self.elimination + self.reintroduction

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.length - 1)

    def phase(self, day: date) -> Phase | None:
        """None before and after."""
        at = (day - self.first).days
        if at < 0:
            return None
        for phase in Phase:
            at -= getattr(self, phase.value)
            if at < 0:
                return phase
        return None

    def span(self, phase: Phase) -> tuple[date, date]:
        """First and last day of a phase."""
        start = self.first
        for one in Phase:
            length = timedelta(days=getattr(self, one.value))
            if one == phase:
                return start, start + length - timedelta(days=1)
            start += length
        raise LookupError(phase)


@dataclass(frozen=True)
class Told:
    """`relief`: points better without it; `relapse`: points worse with it again; `p` of both at once."""

    verdict: Verdict
    why: Why = Why.NONE
    relief: float | None = None
    relapse: float | None = None
    p: float | None = None
    days: int = 0


def judge(plan: Plan, worse: Mapping[date, float], kept: Mapping[date, bool], today: date) -> Told:
    """`worse` is the outcome by day, turned so that more is worse; only days that were `kept` count."""
    days = [plan.first + timedelta(days=n) for n in range(plan.length)]
    phases = {day: plan.phase(day) for day in days}
    counted = {
        phase.value: [n for n, day in enumerate(days) if phases[day] == phase and kept.get(day) and day in worse]
        for phase in (Phase.BASELINE, Phase.ELIMINATION, Phase.REINTRODUCTION)
    }
    total = sum(len(places) for places in counted.values())
    if today <= plan.last:
        return Told(Verdict.CANT_TELL, Why.UNFINISHED, days=total)
    said = [kept[day] for day in days if day in kept and phases[day] != Phase.WASHOUT]
    if said and sum(said) < ADHERENCE * len(said):
        return Told(Verdict.CANT_TELL, Why.NOT_KEPT, days=total)
    if any(len(counted[name]) < least for name, least in LEAST.items()):
        return Told(Verdict.CANT_TELL, Why.FEW_DAYS, days=total)
    values = np.array([worse.get(day, np.nan) for day in days], dtype=float)
    return _weighed(values, [np.array(places) for places in counted.values()], total)


def _weighed(values: NDArray[np.float64], places: list[NDArray[np.int64]], total: int) -> Told:
    """Both changes at once against noise of the same spread and carry-over; the mean of both for its bound."""
    before, without, again = (float(values[at].mean()) for at in places)
    relief, relapse = before - without, again - without
    rest = np.full(len(values), np.nan)
    for at in places:
        rest[at] = values[at] - values[at].mean()
    drawn = _noise(rest, total)
    means = [drawn[:, at].mean(axis=1) for at in places]
    both = np.minimum(means[0] - means[1], means[2] - means[1])
    p = float((1 + np.sum(both >= min(relief, relapse))) / (DRAWS + 1))
    doubt = 1.645 * float(np.std((means[0] + means[2]) / 2 - means[1]))
    mean = (relief + relapse) / 2
    told = {"relief": relief, "relapse": relapse, "p": p, "days": total}
    if p <= CERTAIN and mean >= FELT:
        return Told(Verdict.MATTERS, **told)  # type: ignore[arg-type]
    if mean + doubt < FELT:
        return Told(Verdict.DOES_NOT, **told)  # type: ignore[arg-type]
    return Told(Verdict.CANT_TELL, Why.UNCLEAR, **told)  # type: ignore[arg-type]


def _noise(rest: NDArray[np.float64], total: int) -> NDArray[np.float64]:
    """Series as long as the trial; three means were taken from the days, so their spread is raised for it."""
    known = rest[~np.isnan(rest)]
    spread = float(np.sqrt(np.sum(known**2) / max(total - 3, 1)))
    carry = carry_over(rest)
    drawn = np.random.default_rng(SEED).normal(size=(DRAWS, len(rest))) * spread
    innovation = np.sqrt(1 - carry**2)
    for day in range(1, len(rest)):
        drawn[:, day] = carry * drawn[:, day - 1] + innovation * drawn[:, day]
    return drawn
