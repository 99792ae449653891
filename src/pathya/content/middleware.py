"""The border of the content system at /cms/: who may enter, where signing in happens, its own CSP."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url

START = "/cms/"
ENTER = "wagtailadmin.access_admin"
CLOSED = tuple(START + part for part in ("users/", "groups/", "workflows/", "password_reset/", "sites/"))
"""People and roles are changed in the back office, by its services; there is one site and no approval chain."""

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)


class ContentSystem:
    """Stands after authentication, inside the CSP middleware, which keeps a policy that is already there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(START):
            return self.get_response(request)
        response = self._at_the_door(request) or self.get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        return response

    def _at_the_door(self, request: HttpRequest) -> HttpResponse | None:
        path = request.path.removeprefix(START)
        if path.startswith("login/"):
            target = urlencode({"next": request.GET.get("next", START)})
            return HttpResponseRedirect(f"{resolve_url('account_login')}?{target}")
        if path.startswith("logout/"):
            return HttpResponseRedirect(resolve_url("account_logout"), preserve_request=True)
        if request.user.is_authenticated and not request.user.has_perm(ENTER):
            raise Http404
        if request.path.startswith(CLOSED):
            raise Http404
        return None
