"""Upkeep of records."""

from procrastinate.contrib.django import app

from pathya.clients import drafts


@app.task(name="clients.forget_drafts", queueing_lock="clients.forget_drafts")
def forget_drafts(timestamp: int) -> None:  # noqa: ARG001 – of the tick
    drafts.forget_old()
