"""The nutritionist's calls."""

from datetime import timedelta
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from pathya.accounts.decorators import role_required
from pathya.accounts.models import Role, User
from pathya.consultations import selectors, services
from pathya.consultations.forms import asked_day
from pathya.consultations.rules import Party
from pathya.consultations.views.portal import cancel_page, policy
from pathya.kit import clock
from pathya.ui.words import viewer_zone


@require_GET
@role_required(Role.NUTRITIONIST)
def week(request: HttpRequest) -> HttpResponse:
    """Monday to Sunday around `from`, in the nutritionist's own zone."""
    viewer = cast("User", request.user)
    zone = viewer_zone()
    today = clock.today(zone)
    asked = asked_day(request.GET, "from") or today
    monday = asked - timedelta(days=asked.weekday())
    context = {
        "days": selectors.days(viewer, monday, 7, zone),
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "earlier": monday - timedelta(days=7),
        "later": monday + timedelta(days=7),
        "is_this_week": monday <= today <= monday + timedelta(days=6),
        "today": today,
        "now": clock.now(),
    }
    return render(request, "consultations/practice/week.html", context)


@require_GET
@role_required(Role.NUTRITIONIST)
def call(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """One call with what the client wrote; that it was shown is recorded."""
    viewer = cast("User", request.user)
    found = selectors.consultation(viewer, consultation_id, Party.NUTRITIONIST)
    services.note_opened(viewer=viewer, consultation=found)
    return render(request, "consultations/practice/detail.html", {"call": found, **policy(found, Party.NUTRITIONIST)})


@require_http_methods(["GET", "POST"])
@role_required(Role.NUTRITIONIST)
def cancel(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    return cancel_page(
        request, consultation_id, Party.NUTRITIONIST, "practice_call", "consultations/practice/cancel.html"
    )
