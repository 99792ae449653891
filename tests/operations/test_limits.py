from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from pathya.kit import clock
from pathya.kit.errors import TooManyTries
from pathya.operations import limits
from pathya.operations.models import Limit

START = datetime(2026, 11, 22, 6, tzinfo=UTC)


def tries(count: int, key: str = "198.51.100.7", limit: int = 3) -> int:
    """How many of `count` tries are let through."""
    passed = 0
    for _ in range(count):
        try:
            limits.check("test", key, limit=limit, seconds=60)
        except TooManyTries:
            continue
        passed += 1
    return passed


@pytest.mark.django_db
def test_refuses_past_the_limit_and_says_when_to_come_back() -> None:
    with clock.at(START):
        Limit.objects.all().delete()
        assert tries(5) == 3
        closes = Limit.objects.get().closes_at
        assert tries(1, key="203.0.113.9") == 1
    with clock.at(closes - timedelta(seconds=15)), pytest.raises(TooManyTries) as refused:
        limits.check("test", "198.51.100.7", limit=3, seconds=60)
    assert refused.value.retry_after == 15
    with clock.at(closes + timedelta(seconds=1)):
        assert tries(5) == 3


@pytest.mark.django_db
def test_asking_does_not_count_and_forgetting_opens_anew() -> None:
    for _ in range(9):
        limits.require_left("test", "asha", limit=3)
    tries(3, key="asha")
    with pytest.raises(TooManyTries):
        limits.require_left("test", "asha", limit=3)
    limits.forget("test", "asha")
    limits.require_left("test", "asha", limit=3)


@pytest.mark.django_db
def test_keys_are_not_kept_in_clear_and_old_windows_go() -> None:
    with clock.at(START):
        Limit.objects.all().delete()
        tries(1, key="asha@pathya.example")
        assert "asha" not in Limit.objects.get().id
        assert limits.clean() == 0
    with clock.at(START + timedelta(minutes=2)):
        assert limits.clean() == 1


@pytest.mark.usefixtures("committed")
def test_a_try_counts_though_its_transaction_is_undone() -> None:
    def fail() -> None:
        with transaction.atomic():
            limits.check("test", "undone", limit=3, seconds=60)
            raise ZeroDivisionError

    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            fail()
    with pytest.raises(TooManyTries):
        fail()


@pytest.mark.usefixtures("committed")
def test_sixteen_at_once_share_one_count() -> None:
    def one(_: int) -> int:
        try:
            return tries(4, key="together", limit=10)
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(one, range(16))) == 10
