"""Preparing is done once per database and change, by one server at a time."""

import threading
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from pathya.runner import build, prepare, state
from pathya.runner.signals import Signals
from pathya.runner.steps import Step, run_step


class Quiet(Signals):
    """Signals of a test: nobody asks to stop."""

    def __init__(self) -> None:
        self.stopping_since = None
        self._made_by = None

    def wait(self, seconds: float) -> None:
        threading.Event().wait(seconds)


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[Step]:
    """The steps that ran, each of them slow and without effect."""
    ran: list[Step] = []

    def run(step: Step, signals: Signals) -> None:
        ran.append(step)
        signals.wait(0.3)

    def connect() -> state.Connection:
        return psycopg.connect(**connection.get_connection_params(), autocommit=True)

    monkeypatch.setattr(prepare, "run_step", run)
    monkeypatch.setattr(prepare, "connect", connect)
    return ran


def migrations(steps: list[Step]) -> int:
    return sum("migrate" in step.command for step in steps)


@pytest.fixture
def _unprepared() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pathya_prepared")


@pytest.mark.usefixtures("committed")
@pytest.mark.usefixtures("_unprepared")
def test_of_two_servers_that_start_one_migrates(steps: list[Step]) -> None:
    servers = [threading.Thread(target=prepare.migrate, args=[Quiet()]) for _ in range(2)]
    for server in servers:
        server.start()
    for server in servers:
        server.join()
    assert migrations(steps) == 1
    prepare.migrate(Quiet())
    assert migrations(steps) == 1


@pytest.mark.usefixtures("committed")
@pytest.mark.usefixtures("_unprepared")
def test_a_change_of_migrations_or_libraries_migrates_again(steps: list[Step], monkeypatch: pytest.MonkeyPatch) -> None:
    prepare.migrate(Quiet())
    before = state.migrations_fingerprint()
    monkeypatch.setattr(state, "libraries", lambda: "django-9.9")
    assert state.migrations_fingerprint() != before
    prepare.migrate(Quiet())
    assert migrations(steps) == 2


def test_the_build_knows_when_a_source_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "app" / "static" / "app" / "page.css"
    source.parent.mkdir(parents=True)
    source.write_text("a {}")
    monkeypatch.setattr(build, "SOURCE", tmp_path)
    monkeypatch.setattr(build, "ROOT", tmp_path)
    before = build.fingerprint()
    assert build.fingerprint() == before
    source.write_text("b {}\n")
    assert build.fingerprint() != before


def test_a_step_that_fails_is_told_by_its_last_line() -> None:
    script = "import sys; print('one'); sys.exit('the disk is full')"
    with pytest.raises(Exception, match=r"^Trying failed: the disk is full$"):
        run_step(Step("Trying", ["python3", "-c", script]), Quiet())
