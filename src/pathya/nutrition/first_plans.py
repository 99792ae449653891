"""First plans of enrolments that waited for what the profile lacked."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from pathya.kit import clock
from pathya.nutrition import inputs
from pathya.nutrition.models import MealPlan
from pathya.nutrition.models.plans import PlanState
from pathya.nutrition.services import Event
from pathya.operations.audit import record

PATIENCE = timedelta(days=60)
"""So long a profile is waited for."""


def begin_ready() -> int:
    """Have every one made whose client can be reckoned with by now; how many. Safe to repeat."""
    waiting = MealPlan.objects.filter(
        state=PlanState.IMPOSSIBLE, enrolment__isnull=False, version=0, created_at__gt=clock.now() - PATIENCE
    )
    return sum(_begin(pk) for pk in waiting.values_list("pk", flat=True))


@transaction.atomic
def _begin(plan_id: UUID) -> bool:
    found = MealPlan.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=plan_id).first()
    if found is None or found.state != PlanState.IMPOSSIBLE or not (found.conflict or {}).get("missing"):
        return False
    first = max(found.starts_on, clock.today(found.client.time_zone))
    asked, told = inputs.collect(found.client, first, {})
    if not told.known:
        return False
    found.asked, found.conflict, found.state, found.progress = asked, None, PlanState.MAKING, 0
    found.starts_on, found.changed_at = first, clock.now()
    found.save()
    record(Event.PLAN_ASKED, actor=None, subject=found, detail={"days": found.days})
    app.configure_task("nutrition.make_plan").defer(plan_id=str(found.pk))
    return True
