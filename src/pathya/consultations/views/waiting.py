"""What a client waits for and asks: the waiting list, offers, another time for a call."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.care import selectors as care
from pathya.care.rules import Scope
from pathya.clients.views.whose import Whose, whose
from pathya.consultations import moving, requests, selectors, waiting
from pathya.consultations.forms_waiting import AskMoveForm, WaitForm
from pathya.consultations.models import Wait
from pathya.consultations.rules import Party
from pathya.consultations.wording import zone_name
from pathya.kit import clock
from pathya.kit.errors import NotFound, PathyaError
from pathya.nutritionists.models import Offer
from pathya.ui import htmx
from pathya.ui.words import viewer_zone

client_page = role_required(Role.CLIENT)
FORTNIGHT = timedelta(days=14)


@require_GET
@client_page
def mine(request: HttpRequest) -> HttpResponse:
    """What one, or with `?for=` somebody one acts for, waits for; offers first."""
    here = whose(request, writes=True)
    waits = sorted(waiting.of(here.client), key=lambda one: one.state != "offered")
    context = {"waits": waits, "here": here, "people": care.people(here.viewer, Scope.ACT)}
    return render(request, "consultations/portal/waiting.html", context)


@require_http_methods(["GET", "POST"])
@client_page
def join(request: HttpRequest, nutritionist: str, kind: str) -> HttpResponse:
    """Say between which days a time is wanted."""
    offer = next((one for one in selectors.offers(nutritionist) if one.kind.slug == kind), None)
    if offer is None:
        raise NotFound
    here = whose(request, writes=True)
    form, fact = _wait_form(request), None
    if request.method == "POST" and form.is_valid():
        earliest, latest = form.stretch(viewer_zone())
        try:
            _wait(here, offer, earliest, latest)
        except PathyaError as found:
            fact = found
            form.add_error("last", [str(text) for texts in found.fields.values() for text in texts])
        else:
            htmx.toast(request, _("You are on the list. A mail tells you when a time is free."))
            return here.goes("waiting_list")
    context = {
        "offer": offer,
        "form": form,
        "fact": None if fact and fact.fields else fact,
        "here": here,
        "people": care.people(here.viewer, Scope.ACT),
    }
    return render(request, "consultations/portal/join_waiting.html", context, status=422 if form.errors else 200)


@require_POST
@client_page
def leave(request: HttpRequest, wait_id: UUID) -> HttpResponse:
    one = waiting.leave(viewer=user_of(request), wait_id=wait_id)
    htmx.toast(request, _("You are off the list."))
    return _list_of(request, one)


@require_POST
@client_page
def decline(request: HttpRequest, wait_id: UUID) -> HttpResponse:
    one = waiting.decline(viewer=user_of(request), wait_id=wait_id)
    htmx.toast(request, _("The time goes to the next in turn; you stay on the list."))
    return _list_of(request, one)


@require_http_methods(["GET", "POST"])
@client_page
def ask_move(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """For who may no longer move a call: the nutritionist is asked."""
    viewer = user_of(request)
    call = selectors.consultation(viewer, consultation_id, Party.CLIENT)
    if request.method == "GET" and moving.may_move(call, Party.CLIENT):
        return redirect("consultation_move", call.pk)
    form = AskMoveForm(request.POST if request.method == "POST" else None, initial={"wanted_at": None})
    fact: PathyaError | None = None
    if request.method == "POST" and form.is_valid():
        try:
            requests.ask(viewer=viewer, consultation_id=call.pk, **form.cleaned_data)
        except NotFound:
            raise
        except PathyaError as found:
            fact = found
        else:
            htmx.toast(request, _("Your nutritionist is asked; the call stays as it is until they answer."))
            return redirect("consultation_detail", call.pk)
    context = {"call": call, "form": form, "fact": fact, "zone_label": zone_name(viewer_zone().key)}
    status = fact.status if fact else (422 if form.errors else 200)
    return render(request, "consultations/portal/ask_move.html", context, status=status)


@require_POST
@client_page
def withdraw_move(request: HttpRequest, request_id: UUID) -> HttpResponse:
    requests.withdraw(viewer=user_of(request), request_id=request_id)
    htmx.toast(request, _("Your wish is taken back; the call stays as it is."))
    return redirect("consultation_list")


def _list_of(request: HttpRequest, one: Wait) -> HttpResponse:
    """Back to the list the wish stands on."""
    return Whose(user_of(request), one.client, may_act=True).goes("waiting_list")


def _wait_form(request: HttpRequest) -> WaitForm:
    today = clock.today(viewer_zone())
    initial = {"first": today, "last": today + FORTNIGHT}
    return WaitForm(request.POST if request.method == "POST" else None, initial=initial)


def _wait(here: Whose, offer: Offer, earliest: object, latest: object) -> Wait:
    return waiting.wait(
        client=here.client,
        actor=here.viewer,
        nutritionist_id=offer.nutritionist_id,
        kind_id=offer.kind_id,
        earliest=earliest,  # type: ignore[arg-type]
        latest=latest,  # type: ignore[arg-type]
    )
