"""Pages of series: the dates before anything is booked, the calls, cancelling the rest."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role, User
from pathya.care import selectors as care
from pathya.care.rules import Scope
from pathya.clients.views.whose import named
from pathya.consultations import errors, paying, policies, rules, selectors, series, wording
from pathya.consultations.booking import utc
from pathya.consultations.forms import CancelForm, NotesForm, asked_instant, asked_zone
from pathya.consultations.rules import Party, Status
from pathya.consultations.settling import back_now
from pathya.consultations.views.booking import offer_of
from pathya.consultations.wording import zone_name
from pathya.credits.selectors import left as credits_left
from pathya.kit.errors import NotFound, PathyaError
from pathya.kit.money import Money
from pathya.nutritionists.models import Offer
from pathya.ui import htmx
from pathya.ui.words import viewer_zone

USUAL = 6
EITHER = role_required(Role.CLIENT, Role.NUTRITIONIST)


@require_http_methods(["GET", "POST"])
@role_required(Role.CLIENT)
def plan(request: HttpRequest, nutritionist: str, kind: str) -> HttpResponse:
    """Each date with what stands against it, and the button that books them all."""
    offer, _offers = offer_of(nutritionist, kind)
    asked = request.POST if request.method == "POST" else request.GET
    first = asked_instant(asked.get("at"))
    if first is None:
        return redirect("consultation_book", nutritionist, kind)
    viewer = user_of(request)
    client = named(viewer, asked.get("for", ""))
    form, fact = NotesForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        try:
            made = series.book(
                client=client,
                actor=viewer,
                nutritionist_id=offer.nutritionist_id,
                kind_id=offer.kind_id,
                starts=_chosen(request.POST),
                every_weeks=_every(asked),
                notes=form.cleaned_data["notes"],
                zone=asked_zone(asked.get("zone"), viewer_zone()).key,
                with_credit="with_credit" in request.POST,
            )
        except NotFound:
            raise
        except PathyaError as error:
            again = selectors.same_call(client, offer.nutritionist_id, first)
            if isinstance(error, errors.ClientBusy) and again and again.series_id:
                return redirect("series", again.series_id)
            fact = error
        else:
            return redirect("series", made.pk)
    return _plan_page(request, client, offer, first, form, fact)


def _plan_page(
    request: HttpRequest,
    client: User,
    offer: Offer,
    first: datetime,
    form: NotesForm,
    fact: PathyaError | None,
) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    zone = asked_zone(asked.get("zone"), viewer_zone())
    count, every = _count(asked), _every(asked)
    dates, past = _dates(client, offer, first, count, every)
    fact = fact or past
    possible = sum(1 for date in dates if date.is_free or date.nearest)
    context = {
        "offer": offer,
        "nutritionist": offer.nutritionist,
        "dates": [_row(date, zone) for date in dates],
        "possible": possible,
        "conflicts": sum(1 for date in dates if not date.is_free),
        "total": Money(offer.fee.amount * possible, offer.fee.currency),
        "terms": wording.terms(policies.in_force(offer.kind_id), offer.fee) if offer.fee else [],
        "sessions_left": credits_left(client, offer.kind_id) if offer.fee else 0,
        "at": utc(first),
        "zone": zone,
        "zone_label": zone_name(zone.key),
        "their_zone_label": zone_name(offer.nutritionist.time_zone),
        "count": count,
        "counts": range(2, rules.MOST_REPEATS + 1),
        "every": every,
        "form": form,
        "fact": fact,
        "client": client,
        "people": care.people(user_of(request), Scope.ACT),
    }
    return render(request, "consultations/book/series.html", context, status=fact.status if fact else 200)


def _dates(
    client: User, offer: Offer, first: datetime, count: int, every: int
) -> tuple[list[series.Date], PathyaError | None]:
    """Each date of the series, or what stands against all of them."""
    try:
        found = series.preview(
            client=client,
            nutritionist_id=offer.nutritionist_id,
            kind_id=offer.kind_id,
            starts_at=first,
            count=count,
            every_weeks=every,
        )
    except errors.SlotNotOffered as past:
        return [], past
    return found, None


def _row(date: series.Date, zone: ZoneInfo) -> dict[str, Any]:
    """One date as the page shows it, on the viewer's clock."""
    near = date.nearest
    return {
        "date": date,
        "at": utc(date.starts_at),
        "day": date.starts_at.astimezone(zone).date(),
        "near": utc(near.start) if near else "",
        "near_day": near.start.astimezone(zone).date() if near else None,
    }


@require_GET
@EITHER
def detail(request: HttpRequest, series_id: UUID) -> HttpResponse:
    """The calls of a series, for its client or its nutritionist."""
    return render(request, "consultations/series.html", _seen(request, series_id))


@require_http_methods(["GET", "POST"])
@EITHER
def cancel(request: HttpRequest, series_id: UUID) -> HttpResponse:
    """What cancelling the rest gives back, then the button."""
    context = _seen(request, series_id)
    form = CancelForm(request.POST if request.method == "POST" else None)
    since = asked_instant((request.POST if request.method == "POST" else request.GET).get("since"))
    going = [call for call in context["calls"] if call.pk in context["cancellable"]]
    going = [call for call in going if since is None or call.starts_at >= since]
    fact: PathyaError | None = None
    if request.method == "POST" and form.is_valid():
        try:
            gone = series.cancel_rest(
                viewer=user_of(request), series_id=series_id, since=since, reason=form.cleaned_data["reason"]
            )
        except errors.NotCancellable as error:
            fact = error
        else:
            said = ngettext("%(count)d call is cancelled.", "%(count)d calls are cancelled.", len(gone))
            htmx.toast(request, said % {"count": len(gone)})
            return redirect(context["here"])
    if not going and fact is None:
        return redirect(context["here"])
    back = sum((back_now(call, context["party"]).amount for call in going), Decimal(0))
    context |= {
        "form": form,
        "fact": fact,
        "going": going,
        "since": utc(since) if since else "",
        "back": Money(back, going[0].fee_currency) if going and back else None,
    }
    return render(request, "consultations/series_cancel.html", context, status=fact.status if fact else 200)


@require_POST
@role_required(Role.CLIENT)
def pay(request: HttpRequest, series_id: UUID) -> HttpResponse:
    """To the checkout of every held call of the series; a second click finds the same order."""
    order = paying.order_for_series(client=user_of(request), series_id=series_id)
    return redirect("payment_checkout", order.pk)


def _seen(request: HttpRequest, series_id: UUID) -> dict[str, Any]:
    viewer = user_of(request)
    calls = list(series.of(viewer, series_id))
    party = selectors.party_of(calls[0], viewer)
    held = [call for call in calls if call.status == Status.AWAITING_PAYMENT]
    is_client = party is Party.CLIENT
    return {
        "calls": calls,
        "first": calls[0],
        "party": party,
        "for_client": is_client,
        "for_whom": calls[0].client if is_client and calls[0].client_id != viewer.pk else None,
        "counterpart": wording.counterpart(calls[0], party),
        "cancellable": {call.pk for call in calls if series.may_cancel(call, viewer)},
        "held": held,
        "to_pay": Money(sum((call.fee_amount for call in held), Decimal(0)), calls[0].fee_currency) if held else None,
        "zone_label": zone_name(viewer_zone().key),
        "series_id": series_id,
        "layout": "ui/layouts/portal.html" if is_client else "ui/layouts/practice.html",
        "call_page": "consultation_detail" if is_client else "practice_call",
        "here": reverse("series" if is_client else "practice_series", args=[series_id]),
        "cancel_page": reverse("series_cancel" if is_client else "practice_series_cancel", args=[series_id]),
    }


def _chosen(posted: QueryDict) -> list[datetime]:
    """The times of the form, those left out left out."""
    found = (asked_instant(posted.get(f"at{n}")) for n in range(rules.MOST_REPEATS))
    return [moment for moment in found if moment]


def _count(asked: QueryDict) -> int:
    text = asked.get("count", "")
    return min(max(int(text), 2), rules.MOST_REPEATS) if text.isdecimal() and len(text) < 4 else USUAL


def _every(asked: QueryDict) -> int:
    return 2 if asked.get("every") == "2" else 1
