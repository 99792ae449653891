"""Honest statistics on one person's days: trends and what goes together, with permutation tests.

Days are auto-correlated (a good day follows a good day), which makes chance look like a finding. So each series is
first freed of its straight trend and of what the day before already tells (least squares on day number and the value
before); what is left is permuted. Several questions at once are held by the false-discovery rate of Benjamini and
Hochberg (1995).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

LEAST_DAYS = 21
FEW = 5
BATCHES = (400, 1600, 6000, 12000)
ENOUGH = 20
FALSE_DISCOVERIES = 0.05
SEED = 20261


@dataclass(frozen=True)
class Trend:
    """`slope` is per 7 days (Theil–Sen: the median of all pairwise slopes); `p` of a permutation test."""

    slope: float
    p: float
    days: int


@dataclass(frozen=True)
class Link:
    """`effect`: mean difference of the outcome between the upper and lower half of the cause, in its own unit."""

    effect: float
    p: float
    days: int
    split: float
    """Where the halves of the cause part."""


def trend(values: Values) -> Trend | None:
    """A straight change over the days; NaN is not logged. None below `LEAST_DAYS` days."""
    at = np.flatnonzero(~np.isnan(values)).astype(float)
    known = values[~np.isnan(values)]
    if len(known) < LEAST_DAYS or np.ptp(known) == 0:
        return None
    i, j = np.triu_indices(len(known), 1)
    slope = float(np.median((known[j] - known[i]) / (at[j] - at[i])))
    return Trend(slope * 7, _trend_p(known, at, slope), len(known))


def straight(values: Values) -> tuple[float, float] | None:
    """Where the Theil–Sen line through the values is on the first and on the last day; None below `FEW` values."""
    at = np.flatnonzero(~np.isnan(values)).astype(float)
    known = values[~np.isnan(values)]
    if len(known) < FEW:
        return None
    i, j = np.triu_indices(len(known), 1)
    slope = float(np.median((known[j] - known[i]) / (at[j] - at[i])))
    begin = float(np.median(known - slope * at))
    return begin, begin + slope * (len(values) - 1)


def _trend_p(known: Values, at: Values, slope: float) -> float:
    """Against series with the same spread and the same carry-over from day to day, but no trend."""
    rest = known - slope * at
    rest = rest - rest.mean()
    carry = _carry(rest)
    noise = rest[1:] - carry * rest[:-1]
    centred = at - at.mean()
    reach = centred.copy()  # what a day's noise weighs: carried over, it moves the days after it as well
    for day in range(len(known) - 2, -1, -1):
        reach[day] += carry * reach[day + 1]
    reach[0] /= np.sqrt(1 - carry**2)
    reach *= np.sqrt(len(known) / (len(known) - 3))
    seen = abs(float(known @ centred))
    generator = np.random.default_rng(SEED)

    def as_strong(draws: int) -> int:
        return int(np.sum(np.abs(generator.choice(noise, size=(draws, len(known))) @ reach) >= seen))

    return _chance(as_strong)


def link(cause: Values, outcome: Values, *, lag: int = 0) -> Link | None:
    """Whether days with more of `cause` go with other days of `outcome`, `lag` days later."""
    before = cause[: len(cause) - lag] if lag else cause
    after = outcome[lag:]
    held = ~np.isnan(before) & ~np.isnan(after)
    if held.sum() < LEAST_DAYS:
        return None
    x, y, at = before[held], after[held], np.flatnonzero(held).astype(float)
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return None
    split = float(np.median(x))
    upper = x > split if (x > split).any() else x >= split
    if upper.all() or not upper.any():
        return None
    p = _permuted(_ranks(_free(x, before, held, at)), _ranks(_free(y, after, held, at)))
    return Link(float(y[upper].mean() - y[~upper].mean()), p, int(held.sum()), split)


def _free(values: Values, whole: Values, held: NDArray[np.bool_], at: Values) -> Values:
    """What neither the day's number nor the value of the day before explains."""
    yesterday = np.concatenate([[np.nan], whole[:-1]])[held]
    yesterday = np.where(np.isnan(yesterday), np.nanmean(whole), yesterday)
    known = np.column_stack([np.ones_like(values), at, yesterday])
    weights, *_ = np.linalg.lstsq(known, values, rcond=None)
    left: Values = values - known @ weights
    return left


def _ranks(values: Values) -> Values:
    """Mean ranks, centred."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks: Values = (ends - (counts - 1) / 2)[place]
    centred: Values = ranks - ranks.mean()
    return centred


def _carry(rest: Values) -> float:
    """How much of a day is left from the day before: the lag-1 correlation.

    It comes out too low for few days and a trend taken out, by 2 + 4 × correlation over days (Marriott and Pope 1954);
    half a standard error on top keeps the test on the safe side.
    """
    if np.ptp(rest) == 0:
        return 0.0
    seen = float(np.corrcoef(rest[:-1], rest[1:])[0, 1])
    doubt = 0.5 * np.sqrt((1 - seen**2) / len(rest))
    return float(np.clip(seen + (2 + 4 * seen) / len(rest) + doubt, 0, 0.95))


def carry_over(rest: Values) -> float:
    """As `_carry`, of residuals with gaps: NaN is not known. Nothing when too few days follow one another."""
    pairs = ~np.isnan(rest[:-1]) & ~np.isnan(rest[1:])
    one, next_one = rest[:-1][pairs], rest[1:][pairs]
    if len(one) < 8 or np.ptp(one) == 0 or np.ptp(next_one) == 0:
        return 0.0
    seen = float(np.corrcoef(one, next_one)[0, 1])
    doubt = 0.5 * np.sqrt((1 - seen**2) / len(one))
    return float(np.clip(seen + (2 + 4 * seen) / len(one) + doubt, 0, 0.9))


def _permuted(x: Values, y: Values) -> float:
    """Two-sided chance under random order."""
    generator = np.random.default_rng(SEED)
    seen = abs(float(x @ y)) - 1e-9

    def as_strong(draws: int) -> int:
        orders = generator.permuted(np.tile(y, (draws, 1)), axis=1)
        return int(np.sum(np.abs(orders @ x) >= seen))

    return _chance(as_strong)


def _chance(as_strong: Callable[[int], int]) -> float:
    """Of how many of so many draws were as strong. They go on until enough were (Besag and Clifford 1991): what is far
    from remarkable is told after few, what is remarkable with a fine p, as many questions at once need it.
    """
    drawn = counted = 0
    for draws in BATCHES:
        counted += as_strong(draws)
        drawn += draws
        if counted >= ENOUGH:
            break
    return (1 + counted) / (drawn + 1)


def discoveries(chances: Sequence[float], rate: float = FALSE_DISCOVERIES) -> list[bool]:
    """Which of several findings hold when at most `rate` of those told may be chance (Benjamini–Hochberg)."""
    order = np.argsort(chances)
    most = -1
    for place, index in enumerate(order):
        if chances[index] <= rate * (place + 1) / len(chances):
            most = place
    held = {int(index) for index in order[: most + 1]}
    return [index in held for index in range(len(chances))]
