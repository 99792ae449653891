"""Ranges of a day: read, judged, joined."""

import pytest

from pathya.nutritionists.rules import Plan, Problem, day_problems, joined, minutes, week_problems, written


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [("09:00", "17:30", (540, 1050)), ("22:00", "02:00", (1320, 1560)), ("08:00", "00:00", (480, 1440)),
     ("00:00", "00:00", (0, 1440))],
)  # fmt: skip
def test_an_end_that_is_not_after_the_start_is_tomorrow(start: str, end: str, expected: tuple[int, int]) -> None:
    assert minutes(start, end) == expected
    assert (written(expected[0]), written(expected[1])) == (start, end)


@pytest.mark.parametrize("text", ["", "9:00", "24:00", "09:60", "0900", "nine", "٠٩:٠٠", "-1:00", "09:00:00"])
def test_what_is_not_a_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        minutes(text, "10:00")


@pytest.mark.parametrize(
    ("ranges", "problems"),
    [
        ([(540, 600), (600, 660)], {}),
        ([(540, 620), (600, 660)], {1: Problem.OVERLAP}),
        ([(600, 570 + 1440)], {0: Problem.TOO_LONG}),
        ([(0, 1440)], {}),
        ([(540, 550)], {0: Problem.TOO_SHORT}),
        ([(n * 60, n * 60 + 30) for n in range(9)], {8: Problem.TOO_MANY}),
    ],
)
def test_ranges_of_a_day(ranges: list[tuple[int, int]], problems: dict[int, Problem]) -> None:
    assert day_problems(ranges, shortest=20) == problems


def test_a_break_lies_in_its_hours() -> None:
    week = {0: Plan(((540, 1020),), ((1000, 1040), (780, 800)))}
    assert week_problems(week, shortest=20).at == {(0, "breaks", 0): Problem.OUTSIDE_HOURS}


def test_a_night_may_not_run_into_the_next_mornings_hours() -> None:
    week = {6: Plan(((1320, 1560),)), 0: Plan(((60, 300),))}
    assert week_problems(week, shortest=20).at == {(6, "hours", 0): Problem.RUNS_INTO_NEXT_DAY}
    assert not week_problems(week | {0: Plan(((120, 300),))}, shortest=20)


def test_ranges_that_touch_become_one() -> None:
    assert joined([(600, 660), (540, 600), (700, 720)]) == [(540, 660), (700, 720)]
