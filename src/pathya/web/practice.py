"""The nutritionist's Today: the day as a timeline with the next call on top."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pathya.accounts.decorators import role_required
from pathya.accounts.models import Role, User
from pathya.consultations import selectors
from pathya.kit import clock
from pathya.ui.words import viewer_zone

DAYS = 7


@require_GET
@role_required(Role.NUTRITIONIST)
def today(request: HttpRequest) -> HttpResponse:
    viewer = cast("User", request.user)
    zone, now = viewer_zone(), clock.now()
    days = selectors.days(viewer, clock.today(zone), DAYS, zone)
    coming = [call for day in days for call in day.calls if call.is_open and call.ends_at > now]
    context = {
        "today": days[0],
        "next": coming[0] if coming else None,
        "coming_days": [day for day in days[1:] if day.calls],
        "now": now,
    }
    return render(request, "web/practice/today.html", context)
