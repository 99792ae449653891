"""Questions before a call: the client answers, the practice edits."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.consultations.models import Consultation
from pathya.kit.errors import NotFound, PathyaError
from pathya.notes import intake
from pathya.notes.forms import IntakeFields, renew
from pathya.notes.intake import Intake
from pathya.notes.views.saving import autosaves, told_saved
from pathya.ui import htmx


@require_http_methods(["GET", "POST"])
@never_cache
@role_required(Role.CLIENT)
def answer(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Saved as one goes; “done” hands it in."""
    viewer = user_of(request)
    call, found = intake.for_client(viewer, consultation_id)
    if request.method == "GET":
        return _page(request, call, found, _form(found))
    form, autosave = _form(found, request.POST), autosaves(request)
    hand_in = "done" in request.POST and not autosave
    if not form.is_valid():
        return _refused(request, call, found, form, None)
    try:
        version = form.cleaned_data["version"]
        row = intake.answer(
            viewer=viewer, consultation_id=call.pk, version=version, answers=form.answers(), hand_in=hand_in
        )
    except NotFound:
        raise
    except PathyaError as fact:
        return _refused(request, call, found, form, fact)
    if autosave:
        return JsonResponse({"version": row.version, "told": told_saved(row.saved_at)})
    htmx.toast(request, _("Thank you. Your nutritionist reads it before the call.") if hand_in else _("Saved."))
    return redirect("consultation_detail" if hand_in else "notes:intake", call.pk)


def _form(found: Intake, data: Any = None) -> IntakeFields:
    given = found.answers
    initial = {f"a_{name}": value for name, value in given.answers.items()} if given else {}
    return IntakeFields(found.form, data, initial={"version": given.version if given else 0, **initial})


def _refused(
    request: HttpRequest, call: Consultation, found: Intake, form: IntakeFields, fact: PathyaError | None
) -> HttpResponse:
    status = fact.status if fact else 422
    if autosaves(request):
        return JsonResponse({"told": str(fact.message) if fact else _("Not saved.")}, status=status)
    for name, texts in (fact.fields if fact else {}).items():
        field = name.replace("answers.", "a_")
        form.add_error(field if field in form.fields else None, [str(text) for text in texts])
    if fact and "version" in fact.extra:
        renew(form, fact.extra["version"])
    return _page(request, call, found, form, fact=fact if fact and not fact.fields else None, status=status)


def _page(
    request: HttpRequest,
    call: Consultation,
    found: Intake,
    form: IntakeFields,
    *,
    fact: PathyaError | None = None,
    status: int = 200,
) -> HttpResponse:
    required = {f"a_{one['id']}" for one in found.form.questions if one["required"]}
    fields = [(field, field.name not in required) for field in form if field.name != "version"]
    context = {
        "call": call,
        "intake": found,
        "form": form,
        "fields": fields,
        "fact": fact,
        "open": intake.is_open(call),
    }
    return render(request, "notes/intake.html", context, status=status)
