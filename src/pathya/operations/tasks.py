"""Recurring jobs (config/schedule.py has their times)."""

from procrastinate.contrib.django import app

from pathya.operations import chain, idempotency, limits


@app.task(name="operations.clean")
def clean(timestamp: int) -> None:  # noqa: ARG001
    """Drop closed windows of tries and answers older than a day."""
    limits.clean()
    idempotency.clean()


@app.task(name="operations.anchor")
def anchor(timestamp: int) -> None:  # noqa: ARG001
    """Sign the ends of the audit trail."""
    chain.anchor()
