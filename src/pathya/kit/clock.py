"""The one clock: aware UTC instants, days in a person's own zone. Tests move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

_offset: ContextVar[timedelta] = ContextVar("clock_offset", default=timedelta())


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC) + _offset.get()


def today(zone: str | ZoneInfo) -> date:
    """The present day in an IANA zone."""
    return now().astimezone(zone if isinstance(zone, ZoneInfo) else ZoneInfo(zone)).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside the block the clock stands at `moment` (aware) and runs on from there."""
    token = _offset.set(moment - datetime.now(UTC))
    try:
        yield
    finally:
        _offset.reset(token)


def is_zone(name: str) -> bool:
    """Whether `name` is an IANA time zone this machine knows."""
    return name in ZONES


ZONES = frozenset(available_timezones()) - {"localtime"}
