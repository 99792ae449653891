"""The client's Today: what is coming up and what to do next, composed of what the domains know."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pathya.accounts.decorators import role_required
from pathya.accounts.models import Role, User
from pathya.clients import selectors as clients
from pathya.clients.rules import next_step
from pathya.consultations import selectors
from pathya.consultations.rules import Party
from pathya.journeys.dashboard import dashboard
from pathya.kit import clock
from pathya.notes import followups

SHOWN = 4


@require_GET
@role_required(Role.CLIENT)
def today(request: HttpRequest) -> HttpResponse:
    viewer = cast("User", request.user)
    calls = list(selectors.listing(viewer, party=Party.CLIENT, when=selectors.COMING)[:SHOWN])
    step = next_step(clients.profile(viewer).onboarding)
    context: dict[str, Any] = {
        "next": calls[0] if calls else None,
        "later": calls[1:],
        "now": clock.now(),
        "step": step,
        "preparations": selectors.preparations(calls[0]) if calls else [],
        "proposals": followups.proposals(viewer)[:SHOWN],
    }
    context["dashboard"] = dashboard(viewer)
    return render(request, "web/portal/today.html", context)
