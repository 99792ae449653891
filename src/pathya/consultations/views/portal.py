"""The client's calls."""

from decimal import Decimal
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pathya.accounts.decorators import role_required
from pathya.accounts.models import Role, User
from pathya.care import selectors as care
from pathya.care.rules import Scope
from pathya.clients.views.whose import whose
from pathya.consultations import calendar, requests, reviews, rules, selectors, services
from pathya.consultations.forms import CancelForm
from pathya.consultations.models import Consultation
from pathya.consultations.moving import may_move
from pathya.consultations.rules import Party, Status, Verb
from pathya.consultations.settling import back_now, full_back_until, steps_of
from pathya.consultations.wording import zone_name
from pathya.kit import clock
from pathya.kit.errors import Conflict
from pathya.kit.money import Money
from pathya.kit.pagination import paginated
from pathya.ui import htmx
from pathya.ui.words import viewer_zone

PER_PAGE = 10


@require_GET
@role_required(Role.CLIENT)
def calls(request: HttpRequest) -> HttpResponse:
    """Coming and past calls, a page at a time; with `?for=` those of somebody one acts for."""
    here = whose(request, writes=True)
    when = selectors.PAST if request.GET.get("when") == selectors.PAST else selectors.COMING
    number = request.GET.get("page", "1")
    rows = selectors.listing(here.client, party=Party.CLIENT, when=when)
    page = paginated(rows, page=int(number) if number.isdecimal() and len(number) < 7 else 1, limit=PER_PAGE)
    return render(
        request,
        "consultations/portal/list.html",
        {"when": when, "page": page, "here": here, "people": care.people(here.viewer, Scope.ACT)},
    )


@require_GET
@role_required(Role.CLIENT)
def call(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    found = selectors.consultation(_viewer(request), consultation_id, Party.CLIENT)
    services.note_opened(viewer=_viewer(request), consultation=found)
    review = reviews.of(found) if found.status == Status.COMPLETED else None
    asked = {"preparations": selectors.preparations(found)}
    context = {
        "call": found,
        "review": review,
        "is_mine": found.client_id == _viewer(request).pk,
        **asked,
        **policy(found, Party.CLIENT),
    }
    return render(request, "consultations/portal/detail.html", context)


@require_http_methods(["GET", "POST"])
@role_required(Role.CLIENT)
def cancel(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """The policy first, then the button."""
    return cancel_page(
        request, consultation_id, Party.CLIENT, "consultation_detail", "consultations/portal/cancel.html"
    )


@require_GET
@role_required(Role.CLIENT, Role.NUTRITIONIST)
def calendar_file(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    viewer = _viewer(request)
    found = selectors.consultation(viewer, consultation_id)
    content = calendar.file(found, selectors.party_of(found, viewer))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="pathya-{found.starts_at:%Y-%m-%d}.ics"'
    return response


def cancel_page(request: HttpRequest, consultation_id: UUID, party: Party, detail: str, template: str) -> HttpResponse:
    """Shared by both people: show the policy, cancel, go back to the call's page."""
    viewer = _viewer(request)
    found = selectors.seen_as(viewer, consultation_id, party)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if party is Party.PRACTICE:
        form.fields["reason"].required, form.fields["reason"].help_text = True, _("The client reads it.")
    shown = policy(found, party) | {"page_url": reverse(detail, args=[found.pk])}
    if request.method == "POST" and form.is_valid():
        try:
            services.cancel(viewer=viewer, consultation_id=found.pk, reason=form.cleaned_data["reason"])
        except Conflict as fact:
            return render(request, template, {"call": found, "form": form, "fact": fact, **shown}, status=fact.status)
        htmx.toast(request, _("The call is cancelled. The time is free again."))
        return redirect(detail, found.pk)
    if request.method == "GET" and not shown["cancellable"]:
        return redirect(detail, found.pk)
    return render(request, template, {"call": found, "form": form, **shown}, status=422 if form.errors else 200)


def policy(found: Consultation, party: Party) -> dict[str, object]:
    """What cancelling now would mean, and on whose clock the times of the page are."""
    now = clock.now()

    def may(verb: Verb) -> bool:
        return rules.may(verb, Status(found.status), party, found.starts_at, found.ends_at, now)

    return {
        "zone_label": zone_name(viewer_zone().key),
        "cancellable": may(Verb.CANCEL),
        "joinable": may(Verb.JOIN),
        "completable": may(Verb.COMPLETE),
        "missable": may(Verb.MISS),
        "movable": may_move(found, party),
        "askable": may(Verb.MOVE) and not found.group_id and not may_move(found, party),
        "waivable": found.status == Status.NO_SHOW and (found.settlement or {}).get("because") != "waived",
        "wish": requests.latest(found) if may(Verb.MOVE) else None,
        "steps": steps_of(found) if party is Party.CLIENT and may(Verb.CANCEL) else [],
        "back": back_now(found, party),
        "back_share": found.share_back(party, now),
        "full_until": full_back_until(found, party),
        "settlement_back": _given_back(found),
        "is_over": found.ends_at <= now,
        "moves_left": max(found.terms.most_moves - found.moves, 0),
    }


def _given_back(found: Consultation) -> Money | None:
    settlement = found.settlement or {}
    back = Money(Decimal(settlement.get("back", "0")), found.fee_currency)
    return back or None


def _viewer(request: HttpRequest) -> User:
    return cast("User", request.user)
