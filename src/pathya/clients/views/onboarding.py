"""Five short steps for a new client, saved as one goes, taken up where one left."""

from typing import Any

from django import forms
from django.forms import BaseFormSet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pathya.accounts.models import User
from pathya.clients import drafts, history, selectors, services, step_drafts
from pathya.clients.forms import section_formset
from pathya.clients.rules import Step, next_step
from pathya.clients.views.common import PARTS, client_page, part_form, save_part, saved_part, viewer_of
from pathya.clients.views.drafts import typed_rows

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
    here, viewer = Step(step), viewer_of(request)
    posted = request.POST if request.method == "POST" else None
    form, formset, kept = _forms(request, here)
    section = _section(here)
    if posted is not None and _is_right(form) and (formset is None or formset.is_valid()):
        if formset is not None and section:
            rows = [one.cleaned_data for one in formset]
            services.update_history(viewer=viewer, client=viewer, sections={section.name: rows})
        if save_part(viewer, viewer, form or _nothing(), here):
            _forget(viewer, here)
            return redirect("onboarding")
    steps = list(Step)
    context = {
        "step": here,
        "number": steps.index(here) + 1,
        "count": len(steps),
        "form": form,
        "formset": formset,
        "section": section,
        "kept": kept,
        "before": steps[steps.index(here) - 1] if here is not steps[0] else None,
    }
    wrong = (form is not None and form.errors) or (formset is not None and formset.total_error_count())
    return render(request, "clients/onboarding.html", context, status=422 if wrong else 200)


@require_POST
@client_page
def draft(request: HttpRequest, step: str) -> HttpResponse:
    """The step's fields as they stand while one types; `drop` lets go of what was kept."""
    if step not in Step.values:
        raise Http404
    here, viewer, section = Step(step), viewer_of(request), _section(Step(step))
    if "drop" in request.POST:
        _forget(viewer, here)
        return redirect("onboarding_step", step)
    if step in PARTS:
        form = PARTS[step](initial=saved_part(step, viewer))
        step_drafts.keep(client=viewer, step=here, form=form, typed=request.POST.dict())
    if section:
        base = selectors.medical_history(viewer).data[section.name]
        drafts.keep(viewer=viewer, client=viewer, section=section, base=base, rows=typed_rows(request, section))
    return HttpResponse(_("Kept as a draft. Save it when you are done."))


def _forms(request: HttpRequest, here: Step) -> tuple[forms.Form | None, BaseFormSet[Any] | None, bool]:
    """The step's part of the profile and its section, as sent, or as saved with what was typed over it; and whether
    something was."""
    viewer, section = viewer_of(request), _section(here)
    posted, kept = request.POST if request.method == "POST" else None, False
    form = part_form(request, here.value, viewer) if here.value in PARTS else None
    if form is not None and posted is None and (typed := step_drafts.held(viewer, here, form)):
        form, kept = PARTS[here.value](initial=typed), True
    if section is None:
        return form, None, kept
    base = selectors.medical_history(viewer).data[section.name]
    rows = None if posted else drafts.held(viewer, viewer, section, base=base)
    formset = section_formset(section, base if rows is None else rows, posted)
    return form, formset, kept or rows is not None


def _section(here: Step) -> history.Section | None:
    return history.SECTIONS[SECTIONS[here]] if here in SECTIONS else None


def _forget(viewer: User, here: Step) -> None:
    """What was kept of a step: it was saved, or is not wanted."""
    step_drafts.drop(client=viewer, step=here)
    if section := _section(here):
        drafts.drop(viewer=viewer, client=viewer, section=section)


def _is_right(form: forms.Form | None) -> bool:
    return form is None or form.is_valid()


def _nothing() -> forms.Form:
    """A step that has no part of the profile."""
    form = forms.Form({})
    form.is_valid()
    return form
