"""Five short steps for a new client, saved as one goes, taken up where one left."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from pathya.clients import history, selectors, services
from pathya.clients.forms import section_formset
from pathya.clients.rules import Step, next_step
from pathya.clients.views.common import PARTS, client_page, part_form, save_part, viewer_of

SECTIONS = {Step.FOOD: "allergies", Step.HEALTH: "conditions"}
"""What of the medical history a step asks beside its part of the profile."""


@require_GET
@client_page
def begin(request: HttpRequest) -> HttpResponse:
    """The first step that is not done; the record when all are."""
    step = next_step(selectors.profile(viewer_of(request)).onboarding)
    return redirect("onboarding_step", step.value) if step else redirect("record")


@require_http_methods(["GET", "POST"])
@client_page
def step(request: HttpRequest, step: str) -> HttpResponse:
    if step not in Step.values:
        raise Http404
    here = Step(step)
    form = part_form(request, step, viewer_of(request)) if step in PARTS else None
    name = SECTIONS.get(here)
    row = selectors.medical_history(viewer_of(request))
    posted = request.POST if request.method == "POST" else None
    formset = section_formset(history.SECTIONS[name], row.data[name], posted) if name else None
    if posted is not None and _is_right(form) and (formset is None or formset.is_valid()):
        if formset is not None and name:
            rows = [one.cleaned_data for one in formset]
            services.update_history(viewer=viewer_of(request), client=viewer_of(request), sections={name: rows})
        if save_part(viewer_of(request), viewer_of(request), form or _nothing(), here):
            return redirect("onboarding")
    steps = list(Step)
    context = {
        "step": here,
        "number": steps.index(here) + 1,
        "count": len(steps),
        "form": form,
        "formset": formset,
        "section": history.SECTIONS[name] if name else None,
        "before": steps[steps.index(here) - 1] if here is not steps[0] else None,
    }
    wrong = (form is not None and form.errors) or (formset is not None and formset.total_error_count())
    return render(request, "clients/onboarding.html", context, status=422 if wrong else 200)


def _is_right(form: forms.Form | None) -> bool:
    return form is None or form.is_valid()


def _nothing() -> forms.Form:
    """A step that has no part of the profile."""
    form = forms.Form({})
    form.is_valid()
    return form
