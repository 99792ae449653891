"""What holds for every call under `/api/`: its size and kind, who may send it from where, failures as JSON."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from ninja.throttling import BaseThrottle
from ninja.utils import check_csrf

from pathya.kit.errors import Forbidden, PathyaError, TooManyTries
from pathya.operations import context, limits
from pathya.operations.api_errors import CsrfFailed, WrongType, answer, by_status, failure

ROOT = "/api/"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
TYPES = frozenset({"application/json", "multipart/form-data"})
BYTES = "application/octet-stream"
"""Taken by PUT alone: a part of a file. A page of another site can't send it unasked."""
MINUTE = 60
ALLOWED = {
    "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE",
    "Access-Control-Allow-Headers": "Accept-Language, Authorization, Content-Type, Idempotency-Key, Upload-Offset",
    "Access-Control-Max-Age": "600",
}
EXPOSED = "Idempotent-Replayed, Retry-After, X-Request-ID"


class ApiMiddleware:
    """Stands outside of everything that may answer with a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ROOT):
            return self.get_response(request)
        response = self._answer(request)
        if response.status_code >= 400 and not response.get("Content-Type", "").startswith("application/json"):
            response = self._as_json(request, response)
        patch_vary_headers(response, ["Authorization", "Origin"])
        response.setdefault("Cache-Control", "no-store")
        origin = request.headers.get("Origin")
        if origin in settings.CORS_ORIGINS:
            response["Access-Control-Allow-Origin"] = origin
            response["Access-Control-Expose-Headers"] = EXPOSED
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What an operation's own handler did not catch (checks before it); pages have their own handlers."""
        return answer(failure(exception)) if request.path.startswith(ROOT) else None

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return _preflight(request)
        try:
            _check(request)
        except Exception as error:  # noqa: BLE001 – becomes the answer, logged when unexpected
            return _told(request, failure(error))
        response = self.get_response(request)
        if response.status_code == 401 and settings.API_PER_ADDRESS:
            try:
                _count_address()
            except TooManyTries as error:
                return _told(request, error)
        return response

    def _as_json(self, request: HttpRequest, page: HttpResponse) -> HttpResponse:
        response = _told(request, by_status(page.status_code))
        for header in ("Allow", "Retry-After", "X-Request-ID"):
            if header in page:
                response[header] = page[header]
        return response


class PerPerson(BaseThrottle):
    """Every operation's limit per signed-in person; raises TooManyTries."""

    def allow_request(self, request: HttpRequest) -> bool:
        if settings.API_PER_PERSON and (key := getattr(getattr(request, "auth", None), "pk", None)):
            limits.check("api.person", str(key), limit=settings.API_PER_PERSON, seconds=MINUTE)
        return True

    def wait(self) -> float | None:
        return None


def _check(request: HttpRequest) -> None:
    """Kind, origin, number of calls."""
    if request.method in SAFE:
        return
    types = TYPES | {BYTES} if request.method == "PUT" else TYPES
    if request.META.get("CONTENT_LENGTH") not in {None, "", "0"} and request.content_type not in types:
        raise WrongType
    if "Authorization" not in request.headers:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and check_csrf(request):
            raise CsrfFailed
        if settings.API_PER_ADDRESS:
            _count_address()


def _count_address() -> None:
    address = context.current().address or ""
    limits.check("api.address", address, limit=settings.API_PER_ADDRESS, seconds=MINUTE)


def _told(request: HttpRequest, error: PathyaError) -> HttpResponse:
    """In the caller's language, where nothing has chosen one yet."""
    with translation.override(translation.get_language_from_request(request)):
        return answer(error)


def _preflight(request: HttpRequest) -> HttpResponse:
    if request.headers.get("Origin") not in settings.CORS_ORIGINS:
        return answer(Forbidden())
    return HttpResponse(status=204, headers=ALLOWED)
