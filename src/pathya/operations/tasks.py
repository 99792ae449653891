"""Recurring jobs (config/schedule.py has their times)."""

from importlib import import_module

from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status

from pathya.operations import chain, idempotency, limits

MOST_RUNS = 8
"""A job that was running so often when its worker died is what kills it."""
KEEP_FAILED_HOURS = 30 * 24


@app.task(name="operations.retry_stalled_jobs", priority=100)
async def retry_stalled_jobs(timestamp: int) -> None:  # noqa: ARG001
    """Give the jobs of dead workers to living ones. Their effects are safe to repeat: that is every job's duty."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=settings.WORKER_SILENT):
        await _again(job)


async def _again(job: Job) -> None:
    if job.attempts >= MOST_RUNS:
        await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
        return
    try:
        await app.job_manager.retry_job(job)
    except UniqueViolation:
        await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
    except ConnectorException:
        return  # it has ended meanwhile, or another worker was first


@app.task(name="operations.clean")
def clean(timestamp: int) -> None:  # noqa: ARG001
    """Delete closed rate-limit windows, old idempotency keys and ended sessions."""
    limits.clean()
    idempotency.clean()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@app.task(name="operations.clean_jobs")
async def clean_jobs(timestamp: int) -> None:  # noqa: ARG001
    """Delete jobs that failed a month ago; those that succeeded go at once."""
    await app.job_manager.delete_old_jobs(
        nb_hours=KEEP_FAILED_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )


@app.task(name="operations.anchor")
def anchor(timestamp: int) -> None:  # noqa: ARG001
    """Sign the ends of the audit trail."""
    chain.anchor()
