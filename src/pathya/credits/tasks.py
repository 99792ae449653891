"""Recurring work about credits."""

from procrastinate.contrib.django import app

from pathya.credits import services


@app.task(name="credits.expire")
def expire(timestamp: int) -> None:  # noqa: ARG001 – the tick's
    """Close what ran out."""
    services.expire()
