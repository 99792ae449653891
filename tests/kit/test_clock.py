from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pathya.kit import clock


def test_now_is_aware_utc_and_moves() -> None:
    assert clock.now().tzinfo is UTC
    first = clock.now()
    assert clock.now() >= first


def test_tests_move_it_and_it_comes_back() -> None:
    moment = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    with clock.at(moment):
        assert timedelta() <= clock.now() - moment < timedelta(seconds=5)
        with clock.at(moment + timedelta(days=1)):
            assert clock.today("UTC") == date(2027, 3, 29)
        assert clock.today("UTC") == date(2027, 3, 28)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Asia/Kolkata", date(2026, 11, 23)),
        ("Europe/London", date(2026, 11, 22)),
        ("Pacific/Auckland", date(2026, 11, 23)),
    ],
)
def test_today_is_the_persons_own(zone: str, day: date) -> None:
    with clock.at(datetime(2026, 11, 22, 20, tzinfo=UTC)):
        assert clock.today(zone) == clock.today(ZoneInfo(zone)) == day


@pytest.mark.parametrize("name", ["", "IST ", "../etc/passwd", "Asia/Nowhere", "a" * 100])
def test_unknown_zones(name: str) -> None:
    assert not clock.is_zone(name)
    assert clock.is_zone("Asia/Kolkata")
