"""Is each part well? Read by `/health` (people, monitors) and `/ready` (balancers)."""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from pathya.kit.ids import new_id

log = structlog.get_logger(__name__)
OK = "ok"
LATE_SECONDS = 300
SILENT_SECONDS = 60
FRESH_SECONDS = 2
FREE_BYTES = 200 * 1024 * 1024
JOBS = """
SELECT
  (SELECT extract(epoch FROM now() - coalesce(j.scheduled_at, e.at))
     FROM procrastinate_jobs j LEFT JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
    WHERE j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at <= now())
    ORDER BY coalesce(j.scheduled_at, e.at) LIMIT 1),
  (SELECT count(*) FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
    WHERE j.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < now() - make_interval(secs => %(silent)s))),
  (SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat >= now() - make_interval(secs => %(silent)s))
"""


@dataclass(frozen=True)
class State:
    """`state` is `ok` or says in a word what is wrong; `more` are numbers beside it."""

    state: str
    ms: float = 0
    more: tuple[tuple[str, float], ...] = ()

    def body(self) -> dict[str, Any]:
        return {"state": self.state, "ms": self.ms, **dict(self.more)}


def database() -> State:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return State(OK)


def jobs() -> State:
    """Late when a due job has waited five minutes; stalled when a worker died over one; idle with no worker."""
    with connection.cursor() as cursor:
        cursor.execute(JOBS, {"silent": SILENT_SECONDS})
        oldest, stalled, workers = cursor.fetchone()
    waited = round(float(oldest or 0), 1)
    state = "no_worker" if not workers else "late" if waited > LATE_SECONDS else "stalled" if stalled else OK
    return State(state, more=(("oldestDueSeconds", waited), ("stalled", stalled), ("workers", workers)))


def storage() -> State:
    """A small file goes in and out; on a disk of ours there is room left."""
    media = Path(settings.MEDIA_ROOT)
    if media.exists() and shutil.disk_usage(media).free < FREE_BYTES:
        return State("full")
    name = default_storage.save(f".health/{new_id()}", ContentFile(b"ok"))
    default_storage.delete(name)
    return State(OK)


def measured(check: Callable[[], State]) -> State:
    """The state with the time it took; what fails is `down`, and why stands in the log."""
    begun = time.monotonic()
    try:
        found = check()
    except (DatabaseError, OSError) as error:
        log.warning("health.down", part=check.__name__, error=type(error).__name__)
        found = State("down")
    return State(found.state, round((time.monotonic() - begun) * 1000, 1), found.more)


_last: tuple[float, dict[str, State]] = (0, {})


def report() -> dict[str, State]:
    """Every part's state, looked at anew every two seconds at most."""
    global _last  # noqa: PLW0603 – one per process
    at, states = _last
    if not states or time.monotonic() - at > FRESH_SECONDS:
        states = {check.__name__: measured(check) for check in (database, jobs, storage)}
        _last = (time.monotonic(), states)
    return states


def not_ready() -> str:
    """Why no request should be sent here, in a word; an empty text when all is well."""
    if not settings.ENCRYPTION_KEYS or not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return "configuration"
    try:
        return "" if _migrated() else "migrations"
    except DatabaseError as error:
        log.warning("ready.no_database", error=type(error).__name__)
        return "database"


_seen: dict[tuple[int, int], bool] = {}


def _migrated() -> bool:
    """Compared with the migrations of this program once, and again when the database has got others."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return False
        cursor.execute("SELECT count(*), coalesce(max(id), 0) FROM django_migrations")
        state = cursor.fetchone()
    if state not in _seen:
        executor = MigrationExecutor(connection)
        _seen.clear()
        _seen[state] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _seen[state]
