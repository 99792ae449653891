from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from pytest_django import Settings

from pathya.operations import health, metrics

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    monkeypatch.setattr(health, "_last", (0, {}))
    monkeypatch.setattr(health, "_seen", {})
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").touch()


def worker(silent: timedelta = timedelta()) -> int:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s) RETURNING id", [silent])
        return int(cursor.fetchone()[0])


def job(status: str, due: timedelta, worker_id: int | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, scheduled_at, worker_id)"
            " VALUES ('q', 't', %s, now() - %s, %s)",
            [status, due, worker_id],
        )


def parts() -> tuple[int, dict[str, Any]]:
    response = Client().get("/health")
    return response.status_code, response.json()["parts"]


def test_all_well() -> None:
    worker()
    job("todo", timedelta(seconds=20))
    job("todo", -timedelta(hours=2))
    status, found = parts()
    assert status == 200
    assert {name: part["state"] for name, part in found.items()} == {"database": "ok", "jobs": "ok", "storage": "ok"}
    assert 20 <= found["jobs"]["oldestDueSeconds"] < 30
    assert found["database"]["ms"] >= 0


def test_jobs_without_worker_late_or_stalled(monkeypatch: pytest.MonkeyPatch) -> None:
    assert parts()[1]["jobs"]["state"] == "no_worker"
    alive = worker()
    dead = worker(timedelta(minutes=5))
    job("doing", timedelta(), alive)
    job("doing", timedelta(), dead)
    monkeypatch.setattr(health, "_last", (0, {}))
    assert parts() == (503, parts()[1])
    assert (parts()[1]["jobs"]["state"], parts()[1]["jobs"]["stalled"]) == ("stalled", 1)
    job("todo", timedelta(minutes=20))
    monkeypatch.setattr(health, "_last", (0, {}))
    assert parts()[1]["jobs"]["state"] == "late"


def test_storage_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_values: object) -> str:
        raise OSError(28, "No space left on device: /secret/path")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage.save", full)
    response = Client().get("/health")
    assert (response.status_code, response.json()["parts"]["storage"]["state"]) == (503, "down")
    assert "secret" not in response.content.decode()


def test_a_database_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: object, **_values: object) -> None:
        raise DatabaseError("password authentication failed for user pathya")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", away)
    assert Client().get("/health/live").status_code == 200
    ready = Client().get("/ready")
    assert (ready.status_code, ready.json()) == (503, {"status": "not_ready", "reason": "database"})
    well = Client().get("/health")
    assert (well.status_code, well.json()["parts"]["database"]["state"]) == (503, "down")
    assert "password" not in well.content.decode()


def test_ready_looks_at_migrations_once_and_again_when_they_change(django_assert_max_num_queries: Any) -> None:
    assert Client().get("/ready").json() == {"status": "ready"}
    with django_assert_max_num_queries(2):
        assert Client().get("/ready").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'operations'")
    refused = Client().get("/ready")
    assert (refused.status_code, refused.json()["reason"]) == (503, "migrations")


def test_ready_wants_the_configuration_whole(settings: Settings) -> None:
    settings.ENCRYPTION_KEYS = {}
    assert Client().get("/ready").json()["reason"] == "configuration"


def test_metrics_need_their_token_in_production(settings: Settings) -> None:
    Client().get("/health/live")
    text = Client().get("/metrics").content.decode()
    assert 'pathya_http_requests_total{method="GET",route="health/live",status="200"}' in text
    settings.PRODUCTION = True
    assert Client().get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "t-1"
    assert Client().get("/metrics").status_code == 404
    assert Client().get("/metrics", headers={"Authorization": "Bearer t-2"}).status_code == 404
    assert Client().get("/metrics", headers={"Authorization": "Bearer t-1"}).status_code == 200


def test_metrics_tell_of_jobs_and_connections() -> None:
    job("todo", timedelta())
    job("failed", timedelta())
    text = metrics.text().decode()
    assert 'pathya_jobs{queue="q",status="failed"} 1.0' in text
    assert 'pathya_jobs{queue="q",status="todo"} 1.0' in text
    assert "pathya_database_connections_max 300.0" in text
