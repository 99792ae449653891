"""Elimination trials on the client's pages."""

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pathya.journeys import trials
from pathya.journeys.elimination import Phase
from pathya.journeys.forms_trials import TrialForm
from pathya.journeys.trials import Standing
from pathya.journeys.views_common import client_page, day_asked, viewer_of
from pathya.kit import clock
from pathya.kit.errors import Conflict
from pathya.ui import htmx

ASKED_BACK = 3


@require_http_methods(["GET", "POST"])
@client_page
def listing(request: HttpRequest) -> HttpResponse:
    """The trial under way, those before, and a form for a new one."""
    viewer = viewer_of(request)
    form = TrialForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        days = {name: data[name] for name in trials.DAYS}
        try:
            trials.start(person=viewer, suspect=data["suspect"], outcome=data["outcome"], days=days)
        except Conflict as fact:
            htmx.toast(request, str(fact.message), "warning")
        return redirect("journey_trials")
    found = trials.standings(viewer)
    today = clock.today(viewer.time_zone)
    current = next((one for one in found if one.is_running), None)
    context = {
        "form": form,
        "current": current,
        "spans": [(phase, *current.plan.span(phase), phase == current.phase) for phase in Phase] if current else [],
        "asked": _asked(current, today) if current else [],
        "past": [one for one in found if one is not current],
    }
    return render(request, "journeys/trials.html", context, status=422 if form.errors else 200)


@require_POST
@client_page
def keep(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    kept = request.POST.get("kept") == "1"
    trials.keep(person=viewer_of(request), trial_id=trial_id, day=day_asked(request), kept=kept)
    return redirect("journey_trials")


@require_POST
@client_page
def stop(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    trials.stop(person=viewer_of(request), trial_id=trial_id)
    htmx.toast(request, _("The trial has ended. What you noted stays."))
    return redirect("journey_trials")


def _asked(current: Standing, today: date) -> list[tuple[date, bool | None]]:
    """Today and the days just before, with what was said of them."""
    days = [today - timedelta(days=n) for n in range(ASKED_BACK)]
    return [(day, current.kept.get(day)) for day in days if current.plan.phase(day)]
