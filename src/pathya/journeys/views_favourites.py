"""Foods that are to be found first."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from pathya.journeys.views_common import client_page, day_asked, viewer_of
from pathya.nutrition import services


@require_POST
@client_page
def mark(request: HttpRequest, food_id: UUID) -> HttpResponse:
    """Make a food a favourite, or no longer; then the same search again."""
    favourite = request.POST.get("favourite") == "1"
    services.mark(person=viewer_of(request), food_id=food_id, favourite=favourite)
    asked = {
        "day": day_asked(request).isoformat(),
        **{name: request.POST.get(name, "")[:100] for name in ("q", "kind")},
    }
    return redirect(f"{reverse('portal_log')}?{urlencode(asked)}#add")
