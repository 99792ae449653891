"""Whole pages kept in the process: what every visitor without a session sees alike.

A view opts in with `kit.shared.shared_page`, an answer of the API with `shared`. It is kept per address, language,
theme, time zone and whether cookies were chosen, for at most `SECONDS`, and dropped at once when the database says
that content, the practice, a nutritionist or somebody's free time changed. Nothing is kept that was made for
somebody: a request with a session or messages is never looked up, and an answer that sets a cookie or carries a CSRF
token is never stored.
"""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

from pathya.accounts.middleware import visitor_zone
from pathya.accounts.short_path import ROOT
from pathya.kit import notices
from pathya.kit.shared import is_shared_page
from pathya.privacy.selectors import cookie_choice
from pathya.ui.preferences import theme_of

SECONDS = 15
"""With `directory.SECONDS` 20: the oldest a shown next free time may be."""
MOST = 512
"""Pages kept in a process: about 20 MB."""
FRESH = "private, no-cache"
"""The browser may keep it and asks each time whether it still holds."""

Key = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Copy:
    body: bytes
    small: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str


_pages: notices.Kept[Copy] = notices.Kept(
    "content", "practice", "nutritionists", "programs", "calls", seconds=SECONDS, most=MOST
)


class KeptPages:
    """Stands before sessions, so that a page found here costs next to nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.shared = is_shared(request)  # type: ignore[attr-defined]
        if not request.shared:  # type: ignore[attr-defined]
            return self.get_response(request)
        notices.listen()
        key, mark = _key(request), _pages.mark()
        copy = _pages.find(key)
        if copy is None:
            response = self.get_response(request)
            copy = _copied(request, response)
            if copy is None:
                return response
            _pages.keep(key, copy, mark)
        return _answer(request, copy)


def is_shared(request: HttpRequest) -> bool:
    """Whether this visitor is nobody in particular. Pages with a question are too many to keep."""
    return (
        request.method in {"GET", "HEAD"}
        and (not request.META.get("QUERY_STRING") or request.path.startswith(ROOT))
        and not any(name in request.COOKIES for name in (settings.SESSION_COOKIE_NAME, "messages"))
        and "HTTP_AUTHORIZATION" not in request.META
        and "HTTP_HX_REQUEST" not in request.META
    )


def _key(request: HttpRequest) -> Key:
    return (
        request.get_full_path(),
        get_language_from_request(request),
        theme_of(request),
        visitor_zone(request),
        "chosen" if cookie_choice(request) else "",
    )


def _copied(request: HttpRequest, response: HttpResponse) -> Copy | None:
    """The answer as it may be given to others, or None."""
    if not is_shared_page(response) or response.status_code != 200 or response.cookies:
        return None
    if request.META.get("CSRF_COOKIE_NEEDS_UPDATE") or request.method != "GET":
        return None
    patch_vary_headers(response, ["Cookie", "Accept-Language", "Accept-Encoding"])
    response.headers.setdefault("Cache-Control", FRESH)
    etag = f'"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
    small = gzip.compress(response.content, 6, mtime=0)
    return Copy(response.content, small, tuple(response.items()), etag)


def _answer(request: HttpRequest, copy: Copy) -> HttpResponse:
    """Compressed where the browser takes it: there is no secret in a kept page that its size could tell."""
    squeezed = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    etag = f'{copy.etag[:-1]}-gz"' if squeezed else copy.etag
    if etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
        response: HttpResponse = HttpResponseNotModified()
        for name, value in copy.headers:
            if name in {"Vary", "Cache-Control"}:
                response[name] = value
    else:
        response = HttpResponse(copy.small if squeezed else copy.body)
        for name, value in copy.headers:
            response[name] = value
        if squeezed:
            response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(copy.small if squeezed else copy.body))
    response["ETag"] = etag
    return response
