"""A version of a plan as it was."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from pathya.accounts.decorators import user_of
from pathya.care import services as trail
from pathya.nutrition import content, plan_selectors, showing
from pathya.nutrition.models import MealPlan
from pathya.nutrition.models.plans import PlanState
from pathya.nutrition.showing import DayShown, Shown
from pathya.nutrition.views.practice import nutritionist_page, reviewed


@require_GET
@never_cache
@nutritionist_page
def version(request: HttpRequest, plan_id: UUID, number: int) -> HttpResponse:
    """Its days and sums, nothing to change, and taking it again."""
    viewer = user_of(request)
    found = reviewed(viewer, plan_id)
    told = plan_selectors.as_it_was(viewer, found, number)
    trail.note_read(viewer=viewer, client_id=found.client_id, what="plan")
    need = found.asked.get("need", {})
    days = told.days if number == found.version else _against_newest(found, told)
    context = {
        "plan": found,
        "told": told,
        "days": [(day, showing.amounts(day.sums, need)) for day in days],
        "differing": None if number == found.version else sum(meal.differs for day in days for meal in day.meals),
        "can_restore": number != found.version and found.state not in (PlanState.MAKING, PlanState.ENDED),
    }
    return render(request, "nutrition/practice_plan_version.html", context)


def _against_newest(found: MealPlan, told: Shown) -> list[DayShown]:
    """The days with what the newest version has otherwise marked."""
    newest = plan_selectors.version(found)
    held = content.opened(newest.content) if newest else []
    return [
        replace(
            day,
            meals=[
                replace(meal, differs=[line.item for line in meal.lines] != held[day.number][meal.kind].items)
                for meal in day.meals
            ],
        )
        for day in told.days
    ]
