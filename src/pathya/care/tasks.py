"""Upkeep of relations."""

from procrastinate.contrib.django import app

from pathya.care import services


@app.task(name="care.end_silent", queueing_lock="care.end_silent")
def end_silent(timestamp: int) -> None:  # noqa: ARG001 – of the tick
    services.end_silent()
