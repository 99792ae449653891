"""The catalogue as everybody sees it, and enrolling."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from pathya.accounts.models import Role, User
from pathya.kit.errors import NotFound, PathyaError
from pathya.kit.pagination import paginated
from pathya.kit.shared import shared_page
from pathya.programs import selectors, showing, wording
from pathya.programs.forms import EnrolForm, FilterForm
from pathya.programs.models import Enrolment, Program
from pathya.programs.rules import Status
from pathya.programs.services import enrolling, terms
from pathya.ui import htmx
from pathya.ui.words import viewer_zone

PER_PAGE = 12
REVIEWS = 6
ACCOUNT_STEPS = {"signup": "account_signup", "login": "account_login"}


@shared_page
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Filters stand in the address; HTMX swaps the results only."""
    form = FilterForm(request.GET)
    kind, diet = form.chosen("type"), form.chosen("diet")
    number = request.GET.get("page", "1")
    rows = selectors.public(kind=kind, diet=diet, featured=True if request.GET.get("featured") == "true" else None)
    page = paginated(rows, page=min(int(number), 10_000) if number.isdecimal() else 1, limit=PER_PAGE)
    context = {"form": form, "page": page, "is_filtered": bool(kind or diet or request.GET.get("featured"))}
    return htmx.render(request, "programs/public/list.html", context, "programs/public/_results.html")


@shared_page
@require_GET
def program(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for everybody: nothing on it is about the reader."""
    found = selectors.program(slug=slug)
    said = list(selectors.reviews(found.pk)[:REVIEWS]) if found.figures.reviews else []
    return render(request, showing.PAGE, showing.context(found, selectors.cohorts(found), said))


@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose the start, see price and terms, enrol; a visitor signs in or up on the way and lands here again."""
    found = selectors.program(slug=slug)
    cohorts = [one for one in selectors.cohorts(found) if one.left > 0]
    zone = viewer_zone().key
    if request.method == "GET":
        initial = {"start_on": _day(request.GET.get("start")), "cohort": request.GET.get("group", "")}
        form = EnrolForm(initial={name: value for name, value in initial.items() if value}, cohorts=cohorts, zone=zone)
        return _page(request, found, form)
    form = EnrolForm(request.POST, cohorts=cohorts, zone=zone)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    if not isinstance(request.user, User):
        where = ACCOUNT_STEPS.get(request.POST.get("step", ""), "account_login")
        return redirect(f"{reverse(where)}?{urlencode({'next': _address(found, form)})}")
    try:
        row = _enrolled(request, request.user, found, form)
    except NotFound:
        raise
    except PathyaError as fact:
        for name, texts in (fact.fields or {"__all__": [fact.message]}).items():
            form.add_error(name if name in form.fields else None, [str(text) for text in texts])
        return _page(request, found, form, status=fact.status)
    if row.status == Status.AWAITING_PAYMENT:
        return redirect("program_pay", row.pk)
    return redirect("my_program", row.pk)


def _enrolled(request: HttpRequest, client: User, found: Program, form: EnrolForm) -> Enrolment:
    given = form.cleaned_data
    group = given.get("cohort") or ""
    return enrolling.enrol(
        client=client,
        program_id=found.pk,
        start_on=None if group else given["start_on"],
        cohort_id=UUID(group) if group else None,
        with_pass="with_pass" in request.POST,
        mails=given["mails"],
        terms=given["terms"],
    )


def _page(request: HttpRequest, found: Program, form: EnrolForm, status: int = 200) -> HttpResponse:
    viewer = request.user
    known = viewer if isinstance(viewer, User) else None
    policy = terms.in_force(found.pk)
    context: dict[str, Any] = {
        "version": terms.version_of(policy),
        "program": found,
        "form": form,
        "terms": wording.terms(terms.terms_of(policy), found.pays),
        "sessions": list(found.sessions.select_related("kind")),
        "has_pass": bool(known and selectors.has_pass(known, found)),
        "may_enrol": known is None or known.role == Role.CLIENT,
        "groups": [one for one in selectors.cohorts(found) if one.left > 0] if "cohort" in form.fields else [],
    }
    return render(request, "programs/public/enrol.html", context, status=status)


def _address(found: Program, form: EnrolForm) -> str:
    """Of this step, with what was chosen."""
    given = form.cleaned_data
    chosen = {"group": given.get("cohort") or "", "start": (given.get("start_on") or "") and str(given["start_on"])}
    query = urlencode({name: value for name, value in chosen.items() if value})
    return f"{reverse('program_enrol', args=[found.slug])}?{query}"


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
