"""One place where business errors become pages or HTMX fragments (the API renders its own)."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from pathya.kit.errors import PathyaError, SignInRequired, TooManyTries
from pathya.ui import htmx
from pathya.ui.errors import error_page


class ErrorPages:
    """Renders what views raise; sends to sign-in who has to sign in first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, PathyaError):
            return None
        if isinstance(exception, SignInRequired):
            return htmx.redirect(request, f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.path})}")
        response = error_page(request, exception.status, text=str(exception.message))
        if isinstance(exception, TooManyTries):
            response["Retry-After"] = str(exception.retry_after)
        return response
