"""Upkeep of the days."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from pathya.accounts.models import User
from pathya.journeys import comments, partitions, upkeep, watch


@app.task(name="journeys.make_years", queueing_lock="journeys.make_years")
def make_years(timestamp: int) -> None:
    """The years to come have their partitions before anybody logs in them."""
    partitions.make_years(datetime.fromtimestamp(timestamp, UTC).date())


@app.task(name="journeys.watch", queueing_lock="journeys.watch")
def watch_all(timestamp: int) -> None:  # noqa: ARG001 – the tick's
    """What calls for a look, of everybody who is treated."""
    watch.watch(watch.watched())


@app.task(name="journeys.watch_one")
def watch_one(person_id: str) -> None:
    """At once, after a strong symptom."""
    watch.watch(User.objects.filter(pk=person_id, is_active=True))


@app.task(name="journeys.tell_comments", queueing_lock="journeys.tell_comments")
def tell_comments(timestamp: int) -> None:  # noqa: ARG001 – the tick's
    """Comments that were neither seen nor told."""
    comments.tell_all()


@app.task(name="journeys.forget", queueing_lock="journeys.forget")
def forget(timestamp: int) -> None:  # noqa: ARG001 – the tick's
    """Meals taken out and repeats sent long ago."""
    upkeep.forget()
