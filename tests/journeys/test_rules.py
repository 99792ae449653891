from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pathya.journeys import rules
from pathya.journeys.rules import Achievement, Numbers

TODAY = date(2027, 1, 12)
DAYS = st.sets(st.integers(-120, 0).map(lambda n: TODAY + timedelta(days=n)))


@given(DAYS)
def test_a_streak_is_consecutive_days_up_to_today_or_yesterday(days: set[date]) -> None:
    told = rules.streak(days, TODAY)
    end = TODAY if TODAY in days else TODAY - timedelta(days=1)
    assert all(end - timedelta(days=n) in days for n in range(told))
    assert end - timedelta(days=told) not in days


@given(DAYS)
def test_the_longest_streak_is_at_least_the_present_one_and_really_there(days: set[date]) -> None:
    best = rules.longest_streak(days)
    assert best >= rules.streak(days, TODAY)
    runs = [day for day in days if all(day + timedelta(days=n) in days for n in range(best))]
    assert bool(runs) == bool(days)
    assert not any(all(day + timedelta(days=n) in days for n in range(best + 1)) for day in days)


def test_achievements_are_earned_by_true_streaks() -> None:
    week = [TODAY - timedelta(days=n) for n in range(7)]
    assert rules.earned(week) == [Achievement.FIRST_DAY, Achievement.STREAK_3, Achievement.STREAK_7]
    assert rules.earned(week[::2]) == [Achievement.FIRST_DAY]
    assert rules.earned([]) == []


HABITS = st.builds(
    rules.Habits,
    day=st.integers(-30, 0).map(lambda n: TODAY + timedelta(days=n)),
    sleep_hours=st.none() | st.decimals(0, 14, places=1),
    exercise_minutes=st.none() | st.integers(0, 90),
    water_ml=st.none() | st.integers(0, 4000),
)


@given(st.lists(HABITS, unique_by=lambda one: one.day))
def test_goals_are_reached_by_days_that_reached_them(days: list[rules.Habits]) -> None:
    told = rules.reached(days)
    assert (Achievement.WATER_7 in told) == (sum((one.water_ml or 0) >= 2000 for one in days) >= 7)
    assert (Achievement.SLEEP_7 in told) == (sum(7 <= (one.sleep_hours or 0) <= 9 for one in days) >= 7)
    weeks = [
        sum(
            one.exercise_minutes or 0
            for one in days
            if TODAY - timedelta(days=n + 6) <= one.day <= TODAY - timedelta(n)
        )
        for n in range(31)
    ]
    assert (Achievement.EXERCISE_150 in told) == (max(weeks) >= 150)


def day(**fields: object) -> Numbers:
    known = {"energy": None, "mood": None, "sleep_hours": None, "exercise_minutes": None, "water_ml": None, **fields}
    return Numbers(**known)  # type: ignore[arg-type]


def test_a_score_needs_three_days_and_counts_only_what_is_known() -> None:
    best = day(energy=10, mood=10, sleep_hours=Decimal(8), exercise_minutes=30, water_ml=2000)
    assert rules.health_score([best] * 2) is None
    assert rules.health_score([best] * 7) == 100
    assert {part.name for part in rules.score_parts([day(energy=1)])} == {"energy", "logging"}
    assert rules.health_score([day(energy=1)] * 7) == 50


def test_sleep_counts_fully_from_seven_to_nine_hours() -> None:
    def part(hours: str) -> int:
        return next(p.score for p in rules.score_parts([day(sleep_hours=Decimal(hours))]) if p.name == "sleep")

    assert [part(h) for h in ("7", "9", "5", "3", "13")] == [100, 100, 50, 0, 0]
