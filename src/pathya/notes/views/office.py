"""The practice edits the questions of each kind of call."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.kit.errors import Invalid
from pathya.notes import intake
from pathya.notes.forms import question_forms, question_values
from pathya.nutritionists.models import ConsultationKind
from pathya.ui import htmx

office_page = role_required(Role.ADMIN)


@require_GET
@office_page
def kinds(request: HttpRequest) -> HttpResponse:
    rows = [(kind, intake.current(kind.pk)) for kind in ConsultationKind.objects.all()]
    return render(request, "notes/office/kinds.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@office_page
def questions(request: HttpRequest, kind: str) -> HttpResponse:
    """All questions of a kind; saving makes a new version for calls answered from then on."""
    found = get_object_or_404(ConsultationKind, slug=kind)
    asked = intake.current(found.pk)
    form, lines = question_forms(asked, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and lines.is_valid():
            try:
                intake.ask(
                    viewer=user_of(request), kind_id=found.pk, questions=question_values(lines), **form.cleaned_data
                )
            except Invalid as fact:
                told = [line for line in lines if line.cleaned_data.get("text_en", "").strip()]
                for name, texts in fact.fields.items():
                    place = name.removeprefix("questions.")
                    target = told[int(place)] if place.isdecimal() else form
                    target.add_error(None, [str(text) for text in texts])
            else:
                htmx.toast(request, _("The questions are saved."))
                return redirect("notes:intake_form", found.slug)
    context = {"kind": found, "asked": asked, "form": form, "lines": lines}
    return render(request, "notes/office/questions.html", context, status=status)
