"""The logged days of somebody one acts for, to be read."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from pathya.care.rules import What
from pathya.clients.views.whose import whose
from pathya.journeys.practice_days import days_of
from pathya.journeys.views_common import client_page


@require_GET
@never_cache
@client_page
def days(request: HttpRequest) -> HttpResponse:
    """With `?for=` those of a client; without, one's own."""
    here = whose(request, reads=[What.DAYS])
    context = days_of(here.client, request.GET)
    and_for = here.query.replace("?", "&")
    return here.shows(request, "journeys/days.html", {**context, "and_for": and_for, "can_comment": False})
