"""The days of a client, for the nutritionist who treats them."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pathya.accounts.decorators import role_required
from pathya.accounts.models import Role, User
from pathya.care import selectors as care
from pathya.care import services as trail
from pathya.journeys import insights, pictures, selectors
from pathya.kit import clock

RECENT = 14


@require_GET
@role_required(Role.NUTRITIONIST)
def days(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """What the client sees of their journey, with the last notes and symptoms."""
    viewer = cast("User", request.user)
    client = care.client(viewer, client_id)
    trail.note_read(viewer=viewer, client_id=client_id, what="days")
    today = clock.today(client.time_zone)
    span = pictures.span_of(request.GET.get("days", ""))
    told, found = selectors.summary(client), insights.findings(client)
    context = {
        "client": client,
        "told": told,
        "recent": selectors.recent(client, today, RECENT),
        "weeks": pictures.calendar([one.day for one in told.days], today),
        "charts": pictures.charts(told.days, today, span),
        "span": span,
        "spans": pictures.SPANS,
        "insights": [(one, insights.rests_on(one.days)) for one in found.found],
        "asked": found.asked,
    }
    return render(request, "journeys/practice_days.html", context)
