"""The program as it is served, plus `/bare`: a Django view without middleware, to compare with in the same run."""

from collections.abc import Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.test.utils import override_settings
from django.urls import path

from pathya.config.wsgi import application as full

BARE = "/bare"


def bare(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [path(BARE.strip("/"), bare)]

with override_settings(MIDDLEWARE=[]):
    _bare = WSGIHandler()


class _BareHandler(WSGIHandler):
    def get_response(self, request: Any) -> Any:
        return bare(request)


_bare.__class__ = _BareHandler


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    handler = _bare if environ["PATH_INFO"] == BARE else full
    return handler(environ, start_response)  # type: ignore[no-any-return]
