"""The practice offers a time to somebody on the waiting list."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role, User
from pathya.consultations import time_offers, waiting
from pathya.consultations.booking import utc
from pathya.consultations.forms import asked_day, asked_instant, asked_month
from pathya.consultations.forms_waiting import OfferForm
from pathya.consultations.models import Wait
from pathya.consultations.month import Choice, choice, links_to
from pathya.consultations.wording import zone_name
from pathya.kit.errors import NotFound, PathyaError
from pathya.nutritionists.models import Offer
from pathya.ui import htmx
from pathya.ui.words import viewer_zone


@require_http_methods(["GET", "POST"])
@role_required(Role.NUTRITIONIST, Role.ADMIN)
def offer(request: HttpRequest, wait_id: UUID) -> HttpResponse:
    """Choose a free time, then for how long it is offered."""
    viewer, posted = user_of(request), request.method == "POST"
    one = _waiting(viewer, wait_id)
    wanted, fact = asked_instant((request.POST if posted else request.GET).get("at")), None
    form = OfferForm(request.POST if posted else None)
    if posted and wanted and form.is_valid():
        try:
            time_offers.offer(viewer=viewer, wait_id=wait_id, starts_at=wanted, hours=form.cleaned_data["hours"])
        except NotFound:
            raise
        except PathyaError as error:
            fact, wanted = error, None
        else:
            htmx.toast(request, _("The time is offered. The client gets a mail."))
            return redirect("practice_requests")
    context = {
        "wait": one,
        "form": form,
        "fact": fact,
        "wanted": wanted,
        "at": utc(wanted) if wanted else "",
        "in_stretch": bool(wanted and one.earliest <= wanted <= one.latest),
        "choice": None if wanted else _choice(request, one),
        "zone_label": zone_name(viewer_zone().key),
    }
    return render(request, "consultations/practice/offer.html", context, status=fact.status if fact else 200)


def _waiting(viewer: User, wait_id: UUID) -> Wait:
    one = waiting.at_host(viewer).filter(pk=wait_id).first()
    if one is None:
        raise NotFound
    return one


def _choice(request: HttpRequest, one: Wait) -> Choice:
    """The booking flow's picker, opened where the client's stretch begins."""
    offers = Offer.objects.filter(nutritionist=one.nutritionist, kind=one.kind, is_active=True)
    found = offers.select_related("nutritionist__user", "kind").first()
    if found is None:
        raise NotFound
    day, first = asked_day(request.GET, "day"), asked_month(request.GET)
    if not (day or first):
        day = one.earliest.astimezone(viewer_zone()).date()
    return choice(found, viewer_zone(), links_to(reverse("practice_wait_offer", args=[one.pk])), day=day, first=first)
