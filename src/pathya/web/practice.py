"""The nutritionist's Today and clients, composed of what the domains know."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.consultations import selectors
from pathya.kit import clock
from pathya.kit.pagination import Page, asked
from pathya.ui.words import viewer_zone
from pathya.web import attention, desk

DAYS = 7
PREPARE = timedelta(days=3)
"""How long before a call the record is laid out beside it: opening it is told to the client."""
PER_PAGE = 30
nutritionist_page = role_required(Role.NUTRITIONIST)


@require_GET
@nutritionist_page
def today(request: HttpRequest) -> HttpResponse:
    """The day as a timeline with the next call on top and its client's essentials beside it."""
    viewer = user_of(request)
    zone, now = viewer_zone(), clock.now()
    days = selectors.days(viewer, clock.today(zone), DAYS, zone)
    coming = [call for day in days for call in day.calls if call.is_open and call.ends_at > now]
    upnext = coming[0] if coming else None
    is_near = upnext is not None and upnext.group_id is None and upnext.starts_at < now + PREPARE
    context = {
        "today": days[0],
        "next": upnext,
        "essentials": desk.essentials(viewer, upnext) if upnext and is_near else None,
        "weeks": desk.WEEKS,
        "coming_days": [day for day in days[1:] if day.calls],
        "unfinished": list(desk.unfinished(viewer)[:5]),
        "now": now,
    }
    return render(request, "web/practice/today.html", context)


@require_GET
@nutritionist_page
def clients(request: HttpRequest) -> HttpResponse:
    """`q` searches names, `reason` filters, `silent` says from how many days on somebody is silent, `page`."""
    words = request.GET.get("q", "").strip()[:60].replace("\0", "")
    reason = request.GET.get("reason", "")
    reason = reason if reason in attention.Reason.values else ""
    named = {str(days): days for days in attention.SILENCES}
    silent = named.get(request.GET.get("silent", ""), attention.SILENCES[0])
    found = attention.cases(user_of(request), words=words, silent_days=silent)
    chosen = [case for case in found if not reason or any(flag.reason == reason for flag in case.flags)]
    wanted, _limit = asked(request.GET)
    start = (wanted - 1) * PER_PAGE
    context = {
        "page": Page(chosen[start : start + PER_PAGE], wanted, PER_PAGE, len(chosen)),
        "q": words,
        "reason": reason,
        "silent": silent,
        "silences": attention.SILENCES,
        "counts": [(one, count) for one, count in attention.counts(found) if count],
        "everybody": len(found),
    }
    return render(request, "web/practice/clients.html", context)


@require_GET
@role_required(Role.NUTRITIONIST, Role.ADMIN)
def more(request: HttpRequest) -> HttpResponse:
    """The places that a phone's bar has no room for; nutritionists' and owners'."""
    return render(request, "web/practice/more.html")
