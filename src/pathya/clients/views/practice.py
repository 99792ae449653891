"""The record of a nutritionist's client; each opened record is in the trail."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pathya.accounts.decorators import role_required
from pathya.accounts.models import Role
from pathya.care import selectors as care
from pathya.care import services as trail
from pathya.clients import history, pictures, selectors
from pathya.clients.views.common import viewer_of
from pathya.ui.words import viewer_zone

nutritionist_page = role_required(Role.NUTRITIONIST)


@require_GET
@nutritionist_page
def client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The record of somebody one treats: profile, history, measurements."""
    viewer = viewer_of(request)
    found = care.client(viewer, client_id)
    for what in ("profile", "history", "metrics"):
        trail.note_read(viewer=viewer, client_id=client_id, what=what)
    profile, row = selectors.profile(found), selectors.medical_history(found)
    latest = selectors.latest(found, profile.banded)
    context = {
        "client": found,
        "profile": profile,
        "derived": selectors.derived(profile),
        "relation": care.open_relation(viewer, client_id),
        "sections": [(section, row.data[name]) for name, section in history.SECTIONS.items() if row.data[name]],
        "latest": latest,
        "attention": [one for one in latest if one.inside is False],
        "charts": pictures.charts(found, latest, viewer_zone(found.time_zone)),
    }
    return render(request, "clients/practice_client.html", context)
