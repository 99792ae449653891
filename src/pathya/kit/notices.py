"""Values kept in the process and dropped everywhere when the database says that they changed.

Triggers of the tables behind a value send `NOTIFY pathya, '<topic>'`; one thread per web process listens.
A process that does not listen (tests, commands, a lost connection) keeps nothing, so nothing goes stale.
"""

import os
import threading
import time
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

import psycopg
import structlog
from django.db import connections

T = TypeVar("T")
CHANNEL = "pathya"
MOST = 4096
"""Values kept under one name; when full, all of them are dropped."""

log = structlog.get_logger()


class Kept(Generic[T]):
    """Values under keys, each at most `seconds` old and never older than the last notice of one of `topics`."""

    def __init__(self, *topics: str, seconds: float = 3600, most: int = MOST) -> None:
        self.topics = frozenset(topics)
        self.seconds = seconds
        self.most = most
        self._values: dict[Hashable, tuple[float, T]] = {}
        self._drops = 0
        _all.append(self)

    def get(self, key: Hashable, load: Callable[[], T]) -> T:
        """The value under `key`, loaded when it is not there, too old, or was dropped meanwhile."""
        found = self.find(key)
        if found is None:
            mark = self.mark()
            found = load()
            self.keep(key, found, mark)
        return found

    def find(self, key: Hashable) -> T | None:
        found = self._values.get(key)
        return found[1] if found is not None and found[0] > time.monotonic() else None

    def mark(self) -> int:
        """Taken before a value is made; a notice in between makes the value unfit to be kept."""
        listen()
        return self._drops

    def keep(self, key: Hashable, value: T, mark: int) -> None:
        if not listening() or mark != self._drops:
            return
        if len(self._values) >= self.most:
            self._values.clear()
        self._values[key] = time.monotonic() + self.seconds, value

    def drop(self) -> None:
        self._drops += 1
        self._values.clear()


_all: list[Kept[Any]] = []
_connected = threading.Event()
_wanted = threading.Event()
_listener = 0


def listening() -> bool:
    """Whether this process hears of changes now."""
    return _connected.is_set()


def heard(topic: str) -> None:
    """Drop what rests on `topic`; an empty topic drops everything."""
    for kept in _all:
        if not topic or topic in kept.topics:
            kept.drop()


def allow() -> None:
    """Called by the web server's entry: processes that serve pages may listen."""
    _wanted.set()


def listen() -> None:
    """Start this process's listener where that is allowed; each forked worker starts its own."""
    global _listener  # noqa: PLW0603
    process = os.getpid()
    if _listener == process or not _wanted.is_set():
        return
    _listener = process
    _connected.clear()
    threading.Thread(target=_listen_for_ever, name="notices", daemon=True).start()


def _listen_for_ever() -> None:
    while True:
        try:
            _listen_once()
        except (psycopg.Error, OSError) as error:
            log.warning("notices_lost", error=type(error).__name__)
        finally:
            _connected.clear()
            heard("")
        time.sleep(1)


def _listen_once(timeout: float | None = None) -> None:
    parameters = {**connections["default"].get_connection_params(), "autocommit": True}
    with psycopg.connect(**parameters) as connection:
        connection.execute(f"LISTEN {CHANNEL}")
        heard("")
        _connected.set()
        for notice in connection.notifies(timeout=timeout):
            heard(notice.payload)
