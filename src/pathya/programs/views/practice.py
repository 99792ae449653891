"""Programs as the practice sees them: who takes part and how far they are; groups, places, reviews for admins."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role, User
from pathya.kit.errors import PathyaError
from pathya.kit.pagination import asked, paginated
from pathya.programs import selectors
from pathya.programs.forms import CohortForm, PassForm
from pathya.programs.rules import Status
from pathya.programs.services import practice
from pathya.ui import htmx

STAFF = role_required(Role.NUTRITIONIST, Role.ADMIN)
SHOWN = [Status.ACTIVE, Status.PAUSED, Status.COMPLETED, Status.LAPSED, Status.CANCELLED]


@require_GET
@STAFF
def programs(request: HttpRequest) -> HttpResponse:
    return render(request, "programs/practice/list.html", {"programs": selectors.staff_programs(user_of(request))})


@require_GET
@STAFF
def participants(request: HttpRequest, slug: str) -> HttpResponse:
    """Those who run first; the state stands in the address."""
    return _page(request, slug)


@require_GET
@STAFF
def participant(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    row = selectors.enrolment(user_of(request), enrolment_id)
    return render(request, "programs/practice/participant.html", {"row": row, "told": selectors.progress(row)})


@require_POST
@role_required(Role.ADMIN)
def add_cohort(request: HttpRequest, slug: str) -> HttpResponse:
    form = CohortForm(request.POST)
    found = selectors.staff_program(user_of(request), slug)
    if form.is_valid():
        given = form.cleaned_data
        host = given["nutritionist"]
        try:
            practice.set_cohort(
                actor=user_of(request),
                program_id=found.pk,
                starts_on=given["starts_on"],
                seats=given["seats"],
                nutritionist_id=host.pk if host else None,
            )
        except PathyaError as fact:
            _blame(form, fact)
        else:
            htmx.toast(request, _("The group can be joined."))
            return redirect("practice_program", slug)
    return _page(request, slug, 422, cohort_form=form)


@require_POST
@role_required(Role.ADMIN)
def give_pass(request: HttpRequest, slug: str) -> HttpResponse:
    form = PassForm(request.POST)
    found = selectors.staff_program(user_of(request), slug)
    if form.is_valid():
        client = User.objects.filter(email=form.cleaned_data["email"].lower(), role=Role.CLIENT).first()
        if client is None:
            form.add_error("email", _("There is no client with this address."))
        else:
            practice.give_pass(actor=user_of(request), program_id=found.pk, client_id=client.pk)
            htmx.toast(request, _("They can enrol without paying."))
            return redirect("practice_program", slug)
    return _page(request, slug, 422, pass_form=form)


@require_http_methods(["GET"])
@role_required(Role.ADMIN)
def reviews(request: HttpRequest) -> HttpResponse:
    rows = selectors.waiting_reviews(user_of(request))[:50]
    return render(request, "programs/practice/reviews.html", {"reviews": rows})


@require_POST
@role_required(Role.ADMIN)
def moderate(request: HttpRequest, review_id: UUID) -> HttpResponse:
    show = request.POST.get("show") == "yes"
    practice.moderate(viewer=user_of(request), review_id=review_id, show=show)
    htmx.toast(request, _("The review is shown.") if show else _("The review is not shown."))
    return redirect("practice_program_reviews")


def _page(request: HttpRequest, slug: str, status: int = 200, **forms: Any) -> HttpResponse:
    viewer = user_of(request)
    found = selectors.staff_program(viewer, slug)
    state = request.GET.get("status", "")
    page, limit = asked(request.GET)
    rows = paginated(selectors.participants(viewer, found.pk, state), page=page, limit=limit)
    is_owner = viewer.role == Role.ADMIN
    own = {"cohort_form": CohortForm(), "pass_form": PassForm()} if is_owner else {}
    context = {
        "program": found,
        "page": rows,
        "state": state,
        "states": SHOWN,
        "groups": selectors.groups(viewer, found),
    }
    return render(request, "programs/practice/participants.html", {**context, **own, **forms}, status=status)


def _blame(form: Any, fact: PathyaError) -> None:
    for name, texts in (fact.fields or {"__all__": [fact.message]}).items():
        form.add_error(name if name in form.fields else None, [str(text) for text in texts])
