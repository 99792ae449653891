"""Plans: drafted and issued by the nutritionist, read and downloaded by both, verified by anybody."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.care.rules import What
from pathya.consultations.models import Consultation
from pathya.kit.errors import NotFound, PathyaError
from pathya.kit.pagination import paginated
from pathya.notes import errors, papers, planning, selectors
from pathya.notes.forms import plan_forms, plan_values, renew
from pathya.notes.models import Plan
from pathya.notes.rules import State
from pathya.notes.views.saving import autosaves, told_saved
from pathya.ui import htmx

PER_PAGE = 10
nutritionist_page = role_required(Role.NUTRITIONIST)


@require_http_methods(["GET", "POST"])
@never_cache
@nutritionist_page
def edit(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """The draft of a call's plan; “save” keeps it (a script's autosave wants JSON), “issue” hands it over."""
    viewer = user_of(request)
    call = selectors.own_call(viewer, consultation_id)
    if request.method == "GET":
        return _page(request, call)
    given = selectors.plan_of(call, State.DRAFT)
    form, lines = plan_forms(given, request.POST, may_prescribe=call.nutritionist.is_medical_practitioner)
    if not (form.is_valid() and lines.is_valid()):
        return _unsaved(request, call, (form, lines))
    try:
        draft = planning.write(viewer=viewer, consultation_id=call.pk, **plan_values(form, lines))
        if autosaves(request):
            return JsonResponse({"version": draft.version, "told": told_saved(draft.saved_at)})
        if "issue" in request.POST:
            plan = planning.issue(viewer=viewer, consultation_id=call.pk, version=draft.version)
            htmx.toast(request, _("The plan is issued. The client gets a mail."))
            return redirect("notes:plan_read", plan.pk)
    except NotFound:
        raise
    except PathyaError as fact:
        return _refused(request, call, (form, lines), fact)
    htmx.toast(request, _("The draft is saved."))
    return redirect("notes:plan", call.pk)


@require_POST
@nutritionist_page
def revise(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    planning.revise(viewer=user_of(request), consultation_id=consultation_id)
    return redirect("notes:plan", consultation_id)


@require_POST
@nutritionist_page
def discard(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    planning.discard(viewer=user_of(request), consultation_id=consultation_id)
    htmx.toast(request, _("The draft is thrown away."))
    return redirect("notes:edit", consultation_id)


@require_GET
@role_required(Role.CLIENT)
def listing(request: HttpRequest) -> HttpResponse:
    number = request.GET.get("page", "1")
    wanted = int(number) if number.isdecimal() and len(number) < 7 else 1
    page = paginated(selectors.plans(user_of(request)), page=wanted, limit=PER_PAGE)
    notes = selectors.notes_about(user_of(request), user_of(request).pk)
    return render(request, "notes/plans.html", {"page": page, "notes": notes})


@require_GET
@never_cache
@role_required(Role.CLIENT, Role.NUTRITIONIST)
def read(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    plan, for_client = _read(request, plan_id)
    if plan.is_draft:
        return redirect("notes:plan", plan.consultation_id)
    context = {
        "plan": plan,
        "call": plan.consultation,
        "lines": papers.lines(plan),
        "for_client": for_client,
        "mine": plan.author_id == user_of(request).pk,
        "newer": Plan.objects.filter(replaces=plan).exclude(state=State.DRAFT).first(),
        "layout": "ui/layouts/portal.html" if for_client else "ui/layouts/practice.html",
    }
    return render(request, "notes/plan_read.html", context)


@require_GET
@role_required(Role.CLIENT, Role.NUTRITIONIST)
def pdf(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """In the asked language, else the viewer's."""
    plan, _for_client = _read(request, plan_id)
    if plan.is_draft:
        raise NotFound
    asked = request.GET.get("language", user_of(request).language)
    return document(plan, asked if asked in papers.LANGUAGES else "en")


def document(plan: Plan, language: str) -> HttpResponse:
    """The PDF as an answer that nobody keeps."""
    response = HttpResponse(papers.pdf(plan, language), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{plan.number}-{language}.pdf"'
    add_never_cache_headers(response)
    return response


@require_GET
@never_cache
def verify(request: HttpRequest, number: str = "", code: str = "") -> HttpResponse:
    """For anybody who holds the paper: is it genuine? Nothing about the person it is for."""
    number, code = (
        (number or request.GET.get("number", "")).strip().upper(),
        code or request.GET.get("code", "").strip(),
    )
    asked = bool(number or code)
    found = selectors.genuine(number[:24], code) if asked else None
    context = {"asked": asked, "plan": found, "number": number[:24], "code": code[:64]}
    return render(request, "notes/verify.html", context, status=404 if asked and not found else 200)


def _read(request: HttpRequest, plan_id: UUID) -> tuple[Plan, bool]:
    viewer = user_of(request)
    plan = selectors.plan(viewer, plan_id)
    selectors.read(viewer, plan.client_id, What.PRESCRIPTION)
    return plan, viewer.pk == plan.client_id


def _unsaved(request: HttpRequest, call: Consultation, bound: tuple[Any, Any]) -> HttpResponse:
    if autosaves(request):
        return JsonResponse({"told": _("Not saved yet: a line does not fit. “Save” shows which.")}, status=422)
    return _page(request, call, bound=bound, status=422)


def _refused(request: HttpRequest, call: Consultation, bound: tuple[Any, Any], fact: PathyaError) -> HttpResponse:
    """What is wrong is told at its line; what was typed stays."""
    if fact.fields and autosaves(request):
        return _unsaved(request, call, bound)
    if autosaves(request):
        return JsonResponse({"told": str(fact.message)}, status=fact.status)
    form, lines = bound
    told = [fact.message] if not fact.fields else []
    for name, texts in fact.fields.items():
        place = name.removeprefix("items.")
        named = [line for line in lines if line.cleaned_data.get("name", "").strip()]
        if place.isdecimal() and int(place) < len(named):
            named[int(place)].add_error("name", [str(text) for text in texts])
        else:
            told += texts
    theirs = selectors.plan_of(call, State.DRAFT) if isinstance(fact, errors.Changed) else None
    if theirs:
        renew(form, theirs.version)
    return _page(request, call, bound=bound, told=told, theirs=theirs, status=fact.status)


def _page(
    request: HttpRequest,
    call: Consultation,
    *,
    bound: tuple[Any, Any] | None = None,
    told: list[Any] | None = None,
    theirs: Plan | None = None,
    status: int = 200,
) -> HttpResponse:
    selectors.read(user_of(request), call.client_id, What.PRESCRIPTION)
    draft, issued = selectors.plan_of(call, State.DRAFT), selectors.plan_of(call, State.ISSUED)
    may_prescribe = call.nutritionist.is_medical_practitioner
    form, lines = bound or plan_forms(draft, may_prescribe=may_prescribe)
    context = {
        "call": call,
        "draft": draft,
        "issued": issued,
        "form": form,
        "lines": lines,
        "told": told or [],
        "theirs": theirs,
        "may_prescribe": may_prescribe,
        "saved_at": told_saved(draft.saved_at) if draft else "",
        "earlier": selectors.plans_about(user_of(request), call.client_id).exclude(consultation=call)[:5],
    }
    return render(request, "notes/plan.html", context, status=status)
