"""The page of recurring jobs is complete and true, and no dead worker keeps a job for long."""

import inspect
from itertools import pairwise

from croniter import croniter
from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from pathya.config import jobs
from pathya.config.schedule import RECURRING


def ours() -> set[str]:
    return {name for name in app.tasks if "procrastinate" not in name}


def test_every_recurring_task_is_on_the_page_and_the_other_way_round() -> None:
    recurring = {name for name in ours() if "timestamp" in inspect.signature(app.tasks[name].func).parameters}
    assert recurring == set(RECURRING)
    assert {name for name, _ in app.periodic_registry.periodic_tasks} == set(RECURRING)


def test_every_task_runs_in_a_lane() -> None:
    assert {app.tasks[name].queue for name in ours()} <= {queue for lane in jobs.LANES for queue in lane}


def test_the_jobs_of_a_dead_worker_run_again_within_90_seconds() -> None:
    ticks = croniter(RECURRING["operations.retry_stalled_jobs"])
    times = [ticks.get_next(float) for _ in range(10)]
    longest = max(later - sooner for sooner, later in pairwise(times))
    assert settings.WORKER_SILENT + longest + 10 < 90
    assert settings.MAIL.server is None or settings.MAIL.server.deadline < settings.MAIL.lease
    assert settings.MAIL.lease < settings.WORKER_SILENT + longest + 10


def test_what_a_task_defers_belongs_to_its_transaction() -> None:
    worker = jobs.worker_app()
    assert worker.tasks is app.tasks
    assert not isinstance(worker.connector, DjangoConnector)
    for name in ours():
        assert isinstance(app.tasks[name].configure().job_manager.connector, DjangoConnector)
