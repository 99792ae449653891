"""A nutritionist's plans: those that wait, a client's, one plan with its safety check; targets."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role, User
from pathya.care import selectors as care
from pathya.care import services as trail
from pathya.clients.views.common import tell
from pathya.kit import clock
from pathya.kit.errors import NotFound, PathyaError
from pathya.nutrition import changing, papers, plan_selectors, planning, selectors, services, showing, words
from pathya.nutrition.conflicts import clashes
from pathya.nutrition.forms import AskForm, TargetsForm, WantedForm
from pathya.nutrition.models import MealPlan
from pathya.nutrition.models.plans import PlanState
from pathya.nutrition.receipts import receipt_of
from pathya.nutrition.views.common import file, number
from pathya.nutrition.views.plan import bought
from pathya.ui import htmx

nutritionist_page = role_required(Role.NUTRITIONIST)


@require_GET
@nutritionist_page
def waiting(request: HttpRequest) -> HttpResponse:
    """Plans that wait for review, oldest first, and those that could not be made."""
    viewer = user_of(request)
    context = {"plans": plan_selectors.to_review(viewer)[:100], "not_made": plan_selectors.not_made(viewer)[:50]}
    return render(request, "nutrition/waiting.html", context)


@require_http_methods(["GET", "POST"])
@nutritionist_page
def plans(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """A client's plans, and asking for one."""
    viewer = user_of(request)
    client = treated(viewer, client_id)
    today = clock.today(client.time_zone)
    form = AskForm(request.POST) if request.method == "POST" else AskForm.fresh(today)
    if request.method == "POST" and form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in ("minutes", "rupees", "most_times")}
        try:
            made = planning.ask_for_plan(
                viewer=viewer, client=client, starts_on=form.cleaned_data["starts_on"],
                days=form.cleaned_data["days"], wanted=wanted,
            )  # fmt: skip
        except PathyaError as fact:
            tell(form, fact)
        else:
            return redirect("practice_plan", made.pk)
    told = selectors.targets_of(client, today)
    context = {
        "client": client, "plans": plan_selectors.plans(viewer, client)[:50], "form": form, "told": told,
        "missing": words.lacks(list(told.missing)),
    }  # fmt: skip
    return render(request, "nutrition/practice_plans.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@nutritionist_page
def targets(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """What the client is to reach, from today on."""
    viewer = user_of(request)
    client = treated(viewer, client_id)
    today = clock.today(client.time_zone)
    told = selectors.targets_of(client, today)
    form = TargetsForm(request.POST or None, initial=TargetsForm.initial_of(told.choices))
    if request.method == "POST" and form.is_valid():
        try:
            services.set_targets(viewer=viewer, client=client, since=today, choices=form.choices())
        except PathyaError as fact:
            tell(form, fact)
        else:
            htmx.toast(request, _("Saved. They count from today on."))
            return redirect("practice_client_targets", client_id)
    nutrients = [
        (words.NUTRIENTS[name], one)
        for name, one in selectors.shown_targets(told).items()
    ]  # fmt: skip
    context = {
        "client": client, "told": told, "form": form, "nutrients": nutrients,
        "missing": words.lacks(list(told.missing)), "disliked": selectors.disliked(client),
    }  # fmt: skip
    return render(request, "nutrition/practice_targets.html", context, status=422 if form.errors else 200)


@require_GET
@never_cache
@nutritionist_page
def plan(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The editor: days with sums, safety check, approval."""
    viewer = user_of(request)
    found = reviewed(viewer, plan_id)
    trail.note_read(viewer=viewer, client_id=found.client_id, what="plan")
    if htmx.is_partial(request) and found.state == PlanState.MAKING:
        return render(request, "nutrition/_making.html", {"plan": found})
    if htmx.is_partial(request):
        return htmx.redirect(request, request.path)
    told = plan_selectors.seen(viewer, found)
    open_ = found.state in (PlanState.REVIEW, PlanState.APPROVED)
    need = found.asked.get("need", {})
    context = {
        "plan": found,
        "told": told,
        "days": [(day, showing.amounts(day.sums, need)) for day in told.days] if told else [],
        "findings": [
            (one, words.RULES[one.rule], words.LEVELS[one.level], words.sentence(one.said, one.values))
            for one in (changing.findings(found) if open_ else [])
        ],
        "conflict": clashes(found.conflict, found.asked),
        "receipt": receipt_of(found),
        "missing": words.lacks((found.conflict or {}).get("missing", [])),
        "can_change": told is not None and found.state not in (PlanState.MAKING, PlanState.ENDED),
        "form": WantedForm(initial=planning.kept(found.asked)),
        "versions": plan_selectors.versions(viewer, found)[:50],
    }
    return render(request, "nutrition/practice_plan.html", context)


@require_POST
@nutritionist_page
def act(request: HttpRequest, plan_id: UUID, what: str) -> HttpResponse:
    """Swap, lock, unlock, make anew, restore, approve, end; then the plan again."""
    viewer = user_of(request)
    version, day, meal = (
        number(request.POST.get("version")),
        number(request.POST.get("day")),
        request.POST.get("meal", ""),
    )
    try:
        if what == "swap":
            changing.swap(viewer=viewer, plan_id=plan_id, day=day, meal=meal, version=version)
        elif what in ("lock", "unlock"):
            changing.lock(viewer=viewer, plan_id=plan_id, meals=[(day, meal)], locked=what == "lock", version=version)
        elif what == "regenerate":
            form = WantedForm(request.POST)
            planning.regenerate(viewer=viewer, plan_id=plan_id, wanted=form.cleaned_data if form.is_valid() else None)
        elif what == "approve":
            looked, remark = request.POST.getlist("looked"), request.POST.get("remark", "")
            changing.approve(viewer=viewer, plan_id=plan_id, version=version, looked=looked, remark=remark)
            htmx.toast(request, _("Approved. The client sees it now."))
        elif what == "restore":
            changing.restore(viewer=viewer, plan_id=plan_id, number=number(request.POST.get("number")), version=version)
        elif what == "end":
            planning.end_plan(viewer=viewer, plan_id=plan_id)
        else:
            raise NotFound
    except NotFound:
        raise
    except PathyaError as fact:
        htmx.toast(request, fact.message, "danger")
    address = redirect("practice_plan", plan_id)
    if what in ("swap", "lock", "unlock"):
        address["Location"] += f"#day-{day}"
    return address


@require_GET
@never_cache
@nutritionist_page
def paper(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    told = plan_selectors.ready(viewer, reviewed(viewer, plan_id))
    language = "hi" if request.GET.get("language") == "hi" else "en"
    return file(papers.plan_pdf(told, language), f"plan-{told.plan.starts_on}.pdf")


@require_GET
@never_cache
@nutritionist_page
def shopping(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    told = plan_selectors.ready(viewer, reviewed(viewer, plan_id))
    return render(request, "nutrition/practice_shopping.html", {"told": told, "bought": bought(told)})


def treated(viewer: User, client_id: UUID) -> User:
    client = care.client(viewer, client_id)
    if not care.treats(viewer, client_id):
        raise NotFound
    trail.note_read(viewer=viewer, client_id=client_id, what="plan")
    return client


def reviewed(viewer: User, plan_id: UUID) -> MealPlan:
    found = plan_selectors.plan(viewer, plan_id)
    if not plan_selectors.treats(viewer, found):
        raise NotFound
    return found
