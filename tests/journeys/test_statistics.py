import numpy as np

from pathya.journeys import statistics


def carried(generator: np.random.Generator, days: int, carry: float = 0.5) -> statistics.Values:
    """A series in which a good day follows a good day."""
    values = generator.normal(size=days)
    for day in range(1, days):
        values[day] += carry * values[day - 1]
    return values


def test_a_planted_effect_of_sleep_is_found_with_its_size() -> None:
    generator = np.random.default_rng(7)
    sleep = 7 + carried(generator, 365, 0.3)
    energy = 6 + 0.6 * (sleep - 7) + carried(generator, 365)
    found = statistics.link(sleep, energy)
    assert found is not None
    assert found.p < 0.001
    assert 0.6 < found.effect < 1.5
    assert found.days == 365


def test_an_effect_of_the_day_before_is_found_at_its_lag() -> None:
    generator = np.random.default_rng(8)
    water = 2000 + 300 * generator.normal(size=200)
    skin = generator.normal(size=200)
    skin[1:] += -0.004 * (water[:-1] - 2000)
    found = statistics.link(water, skin, lag=1)
    assert found is not None
    assert found.p < 0.001
    assert found.effect < 0
    at_once = statistics.link(water, skin)
    assert at_once is not None
    assert at_once.p > 0.01


def test_noise_is_told_at_most_as_often_as_promised() -> None:
    """Independent series that carry over from day to day: 5 % of questions may be false before correction."""
    generator = np.random.default_rng(9)
    links = [statistics.link(carried(generator, 120), carried(generator, 120)) for _ in range(150)]
    trends = [statistics.trend(carried(generator, 120)) for _ in range(150)]
    assert sum(one.p <= 0.05 for one in links if one) <= 0.08 * 150
    assert sum(one.p <= 0.05 for one in trends if one) <= 0.08 * 150
    held = statistics.discoveries([one.p for one in [*links, *trends] if one])
    assert sum(held) <= 0.05 * len(held)


def test_a_planted_trend_is_found_with_its_slope() -> None:
    generator = np.random.default_rng(10)
    weight = 72 - 0.05 * np.arange(90) + 0.4 * generator.normal(size=90)
    weight[generator.random(90) < 0.3] = np.nan
    found = statistics.trend(weight)
    assert found is not None
    assert found.p < 0.001
    assert -0.40 < found.slope < -0.30


def test_too_few_or_constant_days_tell_nothing() -> None:
    few = np.arange(20.0)
    assert statistics.trend(few) is None
    assert statistics.link(few, few) is None
    assert statistics.trend(np.full(40, 5.0)) is None
    assert statistics.link(np.full(40, 5.0), np.arange(40.0)) is None
    assert statistics.discoveries([]) == []
