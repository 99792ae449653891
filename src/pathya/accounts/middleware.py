"""The person's language and time zone for the length of a request."""

from collections.abc import Callable
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from pathya.accounts import zones
from pathya.accounts.models import User

ZONE_COOKIE = "tz"


def visitor_zone(request: HttpRequest) -> str:
    """The zone the browser told in a cookie, or the practice's own."""
    return zones.known(unquote(request.COOKIES.get(ZONE_COOKIE, ""))) or settings.PRACTICE_TIME_ZONE


class LocaleMiddleware:
    """Sets `request.zone` for everyone; activates the language and zone of a signed-in person.

    Stands after authentication. A visitor keeps what Django chose: cookie, then `Accept-Language`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        name = user.time_zone if isinstance(user, User) else visitor_zone(request)
        zone = ZoneInfo(zones.known(name) or settings.PRACTICE_TIME_ZONE)
        request.zone = zone  # type: ignore[attr-defined]
        if isinstance(user, User):
            translation.activate(user.language)
            request.LANGUAGE_CODE = translation.get_language()
        with timezone.override(zone):
            return self.get_response(request)
