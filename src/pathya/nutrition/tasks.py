"""Jobs: making meal plans, first plans once they can be."""

from uuid import UUID

from procrastinate.contrib.django import app

from pathya.nutrition import first_plans, making


@app.task(name="nutrition.make_plan", retry=3)
def make_plan(plan_id: str) -> None:
    making.make(UUID(plan_id))


@app.task(name="nutrition.first_plans", queueing_lock="nutrition.first_plans")
def begin_first_plans(timestamp: int) -> None:  # noqa: ARG001 – the tick's
    """What waited for a profile."""
    first_plans.begin_ready()
