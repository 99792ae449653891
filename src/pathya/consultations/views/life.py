"""Pages for what happens to a call: moving, no-show, review."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.consultations import moving, reviews, rules, selectors, services
from pathya.consultations.booking import utc
from pathya.consultations.forms import (
    NoShowForm,
    ReviewForm,
    asked_day,
    asked_instant,
    asked_month,
)
from pathya.consultations.models import Consultation
from pathya.consultations.month import Choice, choice, links_to
from pathya.consultations.rules import Party
from pathya.consultations.wording import zone_name
from pathya.kit.errors import NotFound, PathyaError
from pathya.kit.money import Money
from pathya.nutritionists.models import Offer
from pathya.ui import htmx
from pathya.ui.words import viewer_zone

OFFICE_CALL = "office_call"
"""The page of a call for who runs the practice."""


@require_http_methods(["GET", "POST"])
@role_required(Role.CLIENT)
def move(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Choose a free slot, see it once more, move."""
    viewer = user_of(request)
    call = selectors.consultation(viewer, consultation_id, Party.CLIENT)
    if request.method == "GET" and not moving.may_move(call, Party.CLIENT):
        return redirect("consultation_detail", call.pk)
    asked = request.POST if request.method == "POST" else request.GET
    wanted, fact = asked_instant(asked.get("at")), None
    if request.method == "POST" and wanted:
        try:
            moving.reschedule(viewer=viewer, consultation_id=call.pk, starts_at=wanted)
        except NotFound:
            raise
        except PathyaError as error:
            fact, wanted = error, None
        else:
            htmx.toast(request, _("The call is moved. Both of you get a mail."))
            return redirect("consultation_detail", call.pk)
    context = {
        "call": call,
        "fact": fact,
        "wanted": wanted,
        "at": utc(wanted) if wanted else "",
        "moves_left": call.terms.most_moves - call.moves,
        "zone_label": zone_name(viewer_zone().key),
        "choice": None if wanted else _choice(request, call),
    }
    return render(request, "consultations/portal/move.html", context, status=fact.status if fact else 200)


@require_http_methods(["GET", "POST"])
@role_required(Role.CLIENT)
def review(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """In the client's own words: nobody writes it for them."""
    if selectors.consultation(user_of(request), consultation_id, Party.CLIENT).client_id != user_of(request).pk:
        raise NotFound

    def write(call: Consultation, data: dict[str, Any]) -> None:
        viewer = user_of(request)
        reviews.write(viewer=viewer, consultation_id=call.pk, rating=data["rating"], text=data["text"])

    page = ("consultations/portal/review.html", "consultation_detail", _("Thank you. The practice reads it first."))
    return form_page(request, consultation_id, Party.CLIENT, ReviewForm, write, page)


@require_http_methods(["GET", "POST"])
@role_required(Role.NUTRITIONIST)
def no_show(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    def work(call: Consultation, data: dict[str, Any]) -> None:
        services.mark_no_show(viewer=user_of(request), consultation_id=call.pk, waive=data["waive"])

    page = ("consultations/practice/no_show.html", "practice_call", _("The call is marked as a no-show."))
    return form_page(request, consultation_id, Party.NUTRITIONIST, NoShowForm, work, page)


def form_page(
    request: HttpRequest,
    consultation_id: UUID,
    party: Party,
    form_class: type[forms.Form],
    work: Callable[[Consultation, dict[str, Any]], object],
    page: tuple[str, str, str | Promise],
    initial: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form, do the work, go back to the call; what stands against it is told beside what was typed.

    `party`: as whom the page is for; an admin takes the nutritionist's pages and goes back to their own of the call.
    """
    template, back, done = page
    viewer = user_of(request)
    call = selectors.seen_as(viewer, consultation_id, party)
    if viewer.role == Role.ADMIN:
        back = OFFICE_CALL
    form, fact = form_class(request.POST if request.method == "POST" else None, initial=initial), None
    if request.method == "POST" and form.is_valid():
        try:
            work(call, form.cleaned_data)
        except NotFound:
            raise
        except PathyaError as error:
            fact = error
        else:
            htmx.toast(request, done)
            return redirect(back, call.pk)
    status = fact.status if fact else (422 if form.is_bound else 200)
    kept = rules.shared(call.fee_amount, 100 - call.terms.no_show_percent)
    context = {
        "call": call,
        "form": form,
        "fact": fact,
        "no_show_back": Money(kept, call.fee_currency),
        "page_url": reverse(back, args=[call.pk]),
        "is_practice": viewer.role == Role.ADMIN,
    }
    return render(request, template, context, status=status)


def _choice(request: HttpRequest, call: Consultation) -> Choice | None:
    """The picker of the booking flow, for this call's kind."""
    offer = (
        Offer.objects.filter(nutritionist=call.nutritionist, kind=call.kind, is_active=True)
        .select_related("nutritionist__user", "kind")
        .first()
    )
    if offer is None:
        return None
    links = links_to(reverse("consultation_move", args=[call.pk]))
    return choice(offer, viewer_zone(), links, day=asked_day(request.GET, "day"), first=asked_month(request.GET))
