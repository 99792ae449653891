"""Booking for a client, answering wishes, and who waits: the pages of hosts."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role, User
from pathya.consultations import hosting, requests, selectors, services, waiting
from pathya.consultations.forms import asked_instant
from pathya.consultations.forms_host import HostBookForm
from pathya.consultations.rules import Status
from pathya.kit import registry
from pathya.kit.errors import NotFound, PathyaError
from pathya.ui import htmx
from pathya.ui.words import viewer_zone

hosts = role_required(Role.NUTRITIONIST, Role.ADMIN)
MOST = 100
MOST_CLIENTS = 500


@require_http_methods(["GET", "POST"])
@hosts
def book(request: HttpRequest) -> HttpResponse:
    """`client`, `kind` and `at` in the address fill the form in."""
    viewer = user_of(request)
    form, fact = _form(request, viewer), None
    if request.method == "POST" and form.is_valid():
        try:
            call = _book(viewer, form)
        except PathyaError as found:
            fact = _told(form, found)
        else:
            waits = call.status == Status.AWAITING_PAYMENT
            htmx.toast(request, _("The time is kept until the client has paid.") if waits else _("The call is booked."))
            return redirect("practice_requests") if viewer.role == Role.ADMIN else redirect("practice_call", call.pk)
    status = fact.status if fact else (422 if form.errors else 200)
    context = {"form": form, "fact": fact, "is_admin": viewer.role == Role.ADMIN}
    return render(request, "consultations/practice/book.html", context, status=status)


@require_GET
@hosts
def listing(request: HttpRequest) -> HttpResponse:
    """Wishes to move, who waits, times that wait for a payment, and what other domains ask; four statements."""
    viewer = user_of(request)
    context = {
        "moves": list(requests.open_for(viewer)[:MOST]),
        "waits": list(waiting.at_host(viewer)[:MOST]),
        "held": list(selectors.held_for(viewer)[:MOST]),
        "asks": [one for ask in registry.contributed("consultations.asking").values() for one in ask(viewer=viewer)],
        "is_admin": viewer.role == Role.ADMIN,
    }
    return render(request, "consultations/practice/requests.html", context)


@require_POST
@hosts
def answer(request: HttpRequest, request_id: UUID) -> HttpResponse:
    grant = request.POST.get("grant") == "yes"
    words = request.POST.get("words", "")[:500]
    try:
        requests.answer(viewer=user_of(request), request_id=request_id, grant=grant, words=words)
    except NotFound:
        raise
    except PathyaError as fact:
        texts = [str(text) for found in fact.fields.values() for text in found] or [str(fact.message)]
        htmx.toast(request, " ".join(texts), "danger")
    else:
        htmx.toast(request, _("The call is moved. Both of you get a mail.") if grant else _("The client is told."))
    return redirect("practice_requests")


@require_POST
@hosts
def end_wait(request: HttpRequest, wait_id: UUID) -> HttpResponse:
    waiting.end(viewer=user_of(request), wait_id=wait_id)
    htmx.toast(request, _("They are off the list."))
    return redirect("practice_requests")


@require_POST
@hosts
def waive(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    services.waive_no_show(viewer=user_of(request), consultation_id=consultation_id)
    htmx.toast(request, _("The fee goes back; the client is told."))
    return redirect("office_call" if user_of(request).role == Role.ADMIN else "practice_call", consultation_id)


def _form(request: HttpRequest, viewer: User) -> HostBookForm:
    clients = None if viewer.role == Role.ADMIN else list(hosting.clients_for(viewer)[:MOST_CLIENTS])
    offers = list(hosting.offers_for(viewer))
    if request.method == "POST":
        return HostBookForm(clients, offers, request.POST)
    at = asked_instant(request.GET.get("at"))
    initial: dict[str, Any] = {"client": request.GET.get("client", ""), "pays": "ask"}
    initial["at"] = at.astimezone(viewer_zone()) if at else None
    initial["offer"] = next((str(o.pk) for o in offers if str(o.kind_id) == request.GET.get("kind")), "")
    return HostBookForm(clients, offers, initial=initial)


def _book(viewer: User, form: HostBookForm) -> Any:
    data, offer = form.cleaned_data, form.chosen
    client_id = data.get("client")
    if client_id is None:
        found = hosting.clients_for(viewer).filter(email=data["email"].lower()).first()
        if found is None:
            raise NotFound(_("There is no client with this address."))
        client_id = found.pk
    at = data["at"] if data["at"].tzinfo else data["at"].replace(tzinfo=ZoneInfo(viewer_zone().key))
    return hosting.book_for(
        viewer=viewer,
        client_id=client_id,
        kind_id=offer.kind_id,
        nutritionist_id=offer.nutritionist_id,
        starts_at=at,
        reason=data["reason"],
        pays=data["pays"],
    )


def _told(form: HostBookForm, fact: PathyaError) -> PathyaError:
    """At the fields it names, besides on top."""
    for name, texts in fact.fields.items():
        if name in form.fields:
            form.add_error(name, [str(text) for text in texts])
    return fact
