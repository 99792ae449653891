"""The client's own programs."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.kit.errors import NotFound, PathyaError
from pathya.programs import paying, selectors, wording
from pathya.programs.forms import CancelForm, ReviewForm
from pathya.programs.models import Enrolment
from pathya.programs.rules import Because, Status
from pathya.programs.services import life, practice
from pathya.ui import htmx

VERBS = {
    "pause": (life.pause, _("The program is paused. Its days wait for you.")),
    "resume": (life.resume, _("Welcome back. The days go on from here.")),
    "complete": (life.complete, _("Well done: the program is complete.")),
}


@require_GET
@role_required(Role.CLIENT)
def programs(request: HttpRequest) -> HttpResponse:
    """The one that runs, or all there are."""
    rows = list(selectors.enrolments(user_of(request)))
    running = [row for row in rows if row.is_running]
    if len(running) == 1 and len(rows) == 1:
        return redirect("my_program", running[0].pk)
    return render(request, "programs/portal/list.html", {"rows": rows})


@require_GET
@role_required(Role.CLIENT)
def program(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """Today's module, progress, what comes next."""
    row = _mine(request, enrolment_id)
    context: dict[str, Any] = {"row": row, "told": selectors.progress(row)}
    context["may_pause"] = life.may_pause(row) and row.terms.pauses_left(row.pauses, row.paused_days)
    context["may_complete"] = life.may_complete(row)
    context["review"] = selectors.review_of(row) if row.status == Status.COMPLETED else None
    context["settled"] = wording.how_it_came(row.settlement) if row.settlement and "share" in row.settlement else ""
    context["agreed"] = wording.terms(row.terms, row.fee) if row.is_open else []
    return render(request, "programs/portal/program.html", context)


@require_POST
@role_required(Role.CLIENT)
def change(request: HttpRequest, enrolment_id: UUID, verb: str) -> HttpResponse:
    """Pause, resume, complete; what stands against it is told on the page."""
    work, done = VERBS.get(verb, (None, ""))
    if work is None:
        raise NotFound
    _told(request, lambda: work(viewer=user_of(request), enrolment_id=enrolment_id), done)
    return redirect("my_program", enrolment_id)


@require_POST
@role_required(Role.CLIENT)
def step(request: HttpRequest, enrolment_id: UUID, number: int) -> HttpResponse:
    """A step is done, or not after all."""
    done = request.POST.get("done") == "yes"
    viewer = user_of(request)
    _told(request, lambda: life.mark(viewer=viewer, enrolment_id=enrolment_id, number=number, done=done), "")
    return redirect("my_program", enrolment_id)


@require_POST
@role_required(Role.CLIENT)
def mails(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    wanted = request.POST.get("mails") == "yes"
    life.choose_mails(viewer=user_of(request), enrolment_id=enrolment_id, mails=wanted)
    htmx.toast(request, _("You get the mails.") if wanted else _("You get no more mails about this program."))
    return redirect("my_program", enrolment_id)


@require_http_methods(["GET", "POST"])
@role_required(Role.CLIENT)
def pay(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """To the checkout of a place that is held; a second click finds the same order."""
    row = _mine(request, enrolment_id)
    if row.status != Status.AWAITING_PAYMENT:
        return redirect("my_program", row.pk)
    return redirect("payment_checkout", paying.order_for(client=user_of(request), row=row).pk)


@require_http_methods(["GET", "POST"])
@role_required(Role.CLIENT)
def cancel(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """See first what goes back and how it comes about."""
    row = _mine(request, enrolment_id)
    if not row.is_open:
        return redirect("my_program", row.pk)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        ended = life.cancel(viewer=user_of(request), enrolment_id=row.pk, reason=form.cleaned_data["reason"])
        back = Decimal((ended.settlement or {}).get("back", "0"))
        htmx.toast(request, _("Cancelled. The refund is on its way.") if back else _("Cancelled."))
        return redirect("my_programs")
    preview = life.settled(row, Because.CLIENT)
    context = {"row": row, "form": form, "preview": preview, "words": wording.how_it_came(preview)}
    context["terms"] = wording.terms(row.terms, row.fee)
    return render(request, "programs/portal/cancel.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@role_required(Role.CLIENT)
def review(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    row = _mine(request, enrolment_id)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            practice.write_review(viewer=user_of(request), program_id=row.program_id, **form.cleaned_data)
        except PathyaError as fact:
            form.add_error(None, str(fact.message))
        else:
            htmx.toast(request, _("Thank you. The practice reads it first."))
            return redirect("my_program", row.pk)
    return render(
        request, "programs/portal/review.html", {"row": row, "form": form}, status=422 if form.errors else 200
    )


def _mine(request: HttpRequest, enrolment_id: UUID) -> Enrolment:
    row = selectors.enrolments(user_of(request)).filter(pk=enrolment_id).first()
    if row is None:
        raise NotFound
    return row


def _told(request: HttpRequest, work: Any, done: Any) -> None:
    try:
        work()
    except NotFound:
        raise
    except PathyaError as fact:
        htmx.toast(request, str(fact.message), "warning")
    else:
        if done:
            htmx.toast(request, done)
