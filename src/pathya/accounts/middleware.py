"""The person's language and time zone for the length of a request."""

from collections.abc import Callable
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation

from pathya.accounts import zones
from pathya.accounts.models import User
from pathya.accounts.services import browser_sessions, staff

ZONE_COOKIE = "tz"


def visitor_zone(request: HttpRequest) -> str:
    """The zone the browser told in a cookie, or the practice's own."""
    return zones.known(unquote(request.COOKIES.get(ZONE_COOKIE, ""))) or settings.PRACTICE_TIME_ZONE


OPEN = ("/accounts/", "/portal/settings/security/", "/i18n/", "/api/", "/media/", "/manifest")
"""What staff past the days of grace may open (the API has its own check)."""


class SecondFactor:
    """Staff whose days of grace are over come to the set-up of the second step, whatever page they ask for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User):
            browser_sessions.track(request)
            if staff.is_locked_to_setup(user) and not request.path.startswith(OPEN):
                return redirect("account_security")
        return self.get_response(request)


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
