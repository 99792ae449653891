"""The short way of an API call that brings no session cookie: past sessions, messages, pages and their headers.

Half of what a hot call would cost is middleware it has no use for (docs/performance.md).
"""

from collections.abc import Callable
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from pathya.accounts.middleware import visitor_zone
from pathya.operations.api_errors import answer, failure

ROOT = "/api/v1/"
PAGES_AND_SIGN_IN = (f"{ROOT}auth/", f"{ROOT}docs", f"{ROOT}openapi.json")
"""These use a session or the frame of pages."""
NOTHING = "default-src 'none'; frame-ancestors 'none'"
"""What an answer may load when somebody opens it as a page."""


class ShortPath:
    """Stands after the API's own checks and before sessions; resolves and calls the operation itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if (
            not path.startswith(ROOT)
            or path.startswith(PAGES_AND_SIGN_IN)
            or settings.SESSION_COOKIE_NAME in request.COOKIES
        ):
            return self.get_response(request)
        request.get_host()  # refuses a host that is not ours
        try:
            match = resolved(path)
        except Resolver404:
            return self.get_response(request)
        request.resolver_match = match
        request.user = AnonymousUser()
        zone = request.zone = ZoneInfo(visitor_zone(request))  # type: ignore[attr-defined]
        with translation.override(translation.get_language_from_request(request)), timezone.override(zone):
            request.LANGUAGE_CODE = translation.get_language()
            response = _answer(request, match)
            response.setdefault("Content-Language", translation.get_language())
        patch_vary_headers(response, ("Accept-Language",))
        response.setdefault("Content-Security-Policy", NOTHING)
        response.setdefault("X-Frame-Options", "DENY")
        if not response.streaming:
            response.setdefault("Content-Length", str(len(response.content)))
        return response


@lru_cache(maxsize=4096)
def resolved(path: str) -> ResolverMatch:
    """The operation of an address, remembered: trying some three hundred patterns costs more than many an answer."""
    return resolve(path)


def _answer(request: HttpRequest, match: ResolverMatch) -> HttpResponse:
    """The operation's answer; what is raised before its own handler (limits) is one as well."""
    try:
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    except Exception as error:  # noqa: BLE001 – becomes the answer, logged when unexpected
        return answer(failure(error))
    return response
