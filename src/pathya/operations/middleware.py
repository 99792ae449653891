"""Around every request: who asks from where, its id, one line in the log, its numbers."""

import re
import time
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from typing import Any
from uuid import UUID

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import empty

from pathya.kit.ids import new_id
from pathya.operations import bodies, context, metrics
from pathya.operations.api_errors import answer, by_status

log = structlog.get_logger("pathya.request")
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT")
PERMISSIONS = (
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
    " magnetometer=(), microphone=(), midi=(), payment=(self), usb=()"
)
QUIET = frozenset({"health", "health/live", "ready", "metrics"})
"""Asked every few seconds by machines: counted, not logged unless something is wrong."""


class RequestMiddleware:
    """Stands first. Puts the client's address into `REMOTE_ADDR`; what forwards of strangers claim is dropped."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.proxies = [ip_network(one, strict=False) for one in settings.TRUSTED_PROXIES]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        trusted = self._trusted(request.META.get("REMOTE_ADDR", ""))
        address = self._address(request.META, trusted)
        request_id = self._request_id(request.META.get("HTTP_X_REQUEST_ID", ""), trusted)
        with context.of(request_id, address):
            try:
                response = _refusal(request) or self.get_response(request)
            finally:
                bodies.release(request)
            response["X-Request-ID"] = request_id
            response.setdefault("Permissions-Policy", PERMISSIONS)
            if not request.path.startswith(settings.STATIC_URL):
                self._tell(request, response, time.perf_counter() - begun)
        return response

    def _trusted(self, address: str) -> bool:
        try:
            found = ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self.proxies)

    def _address(self, meta: dict[str, Any], trusted: bool) -> str | None:
        """The nearest address that is not a proxy of ours."""
        if not trusted:
            for name in FORWARDED:
                meta.pop(name, None)
        else:
            for hop in reversed(meta.get("HTTP_X_FORWARDED_FOR", "").split(",")):
                try:
                    meta["REMOTE_ADDR"] = str(ip_address(hop.strip()))
                except ValueError:
                    break
                if not self._trusted(hop.strip()):
                    break
        try:
            return str(ip_address(meta.get("REMOTE_ADDR", "")))
        except ValueError:
            return None

    def _request_id(self, given: str, trusted: bool) -> str:
        return given if trusted and REQUEST_ID.fullmatch(given) else new_id().hex

    def _tell(self, request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        place, method = route(request), request.method if request.method in METHODS else "OTHER"
        metrics.requests.labels(method, place, response.status_code).inc()
        metrics.seconds.labels(place).observe(seconds)
        if place in QUIET and response.status_code < 400:
            return
        log.info(
            "request",
            method=method,
            route=place,
            status=response.status_code,
            ms=round(seconds * 1000, 1),
            user=user_id(request),
        )


METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def _refusal(request: HttpRequest) -> HttpResponse | None:
    """What no part of the program can take: a NUL, which the database refuses, and bodies that don't come."""
    nul = "\0" in request.path or "%00" in request.META.get("QUERY_STRING", "")
    status = 400 if nul else bodies.hold(request)
    if not status:
        return None
    if request.path.startswith("/api/"):
        with translation.override(translation.get_language_from_request(request)):
            return answer(by_status(status))
    return HttpResponse(status=status, headers={"Retry-After": "2"} if status == 503 else None)


def route(request: HttpRequest) -> str:
    """The pattern of the address, without what stands in for ids and tokens."""
    return request.resolver_match.route if request.resolver_match else "none"


def user_id(request: HttpRequest) -> str | None:
    """Who asked, if that was looked up anyway; never a statement for the log's sake."""
    user = getattr(request, "user", None)
    if getattr(user, "_wrapped", None) is empty:
        return None
    key = getattr(user, "pk", None)
    return str(key) if isinstance(key, UUID) else None
