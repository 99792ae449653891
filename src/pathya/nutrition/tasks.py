"""Jobs: making meal plans."""

from uuid import UUID

from procrastinate.contrib.django import app

from pathya.nutrition import making


@app.task(name="nutrition.make_plan", retry=3)
def make_plan(plan_id: str) -> None:
    making.make(UUID(plan_id))
