"""Upkeep of the days."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from pathya.journeys import partitions


@app.task(name="journeys.make_years", queueing_lock="journeys.make_years")
def make_years(timestamp: int) -> None:
    """The years to come have their partitions before anybody logs in them."""
    partitions.make_years(datetime.fromtimestamp(timestamp, UTC).date())
