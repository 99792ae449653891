"""The private feed of a person's calls, for calendar programs."""

import hashlib
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from pathya.accounts.models import User
from pathya.calendars.selectors import feed_owner
from pathya.consultations import calendar
from pathya.consultations.models import Consultation
from pathya.consultations.selectors import in_calendar, party_of
from pathya.consultations.wording import title
from pathya.kit import clock
from pathya.kit.errors import NotFound
from pathya.operations import limits

BACK = timedelta(days=90)
MOST = 1000
TRIES = 30
"""Unknown addresses a minute, for one network address."""


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Without a session: the address is the secret. 304 when nothing has changed."""
    try:
        person = feed_owner(token)
    except NotFound:
        limits.check("calendar-feed", request.META.get("REMOTE_ADDR") or "", limit=TRIES, seconds=60)
        raise
    rows = in_calendar(person).filter(starts_at__gt=clock.now() - BACK).order_by("starts_at")
    calls = list(rows[:MOST])
    with translation.override(person.language):
        tag = _tag(person, calls)
        if tag in request.headers.get("If-None-Match", "").replace("W/", "").replace(" ", "").split(","):
            response = HttpResponse(status=304)
        else:
            content = calendar.feed([(call, party_of(call, person)) for call in calls])
            response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["ETag"] = tag
    response["Cache-Control"] = "private, max-age=300"
    response["X-Robots-Tag"] = "noindex"
    return response


def _tag(person: User, calls: list[Consultation]) -> str:
    """Of everything the feed shows."""
    told = [
        (
            call.pk,
            call.sequence,
            call.status,
            call.starts_at,
            call.ends_at,
            title(call, party_of(call, person)),
        )
        for call in calls
    ]
    return f'"{hashlib.sha256(repr((person.language, told)).encode()).hexdigest()[:32]}"'
