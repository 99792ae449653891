"""Recurring jobs (config/schedule.py has their times)."""

from procrastinate.contrib.django import app

from pathya.accounts.services import upkeep


@app.task(name="accounts.forget_ended")
def forget_ended(timestamp: int) -> None:  # noqa: ARG001
    upkeep.forget_ended()
