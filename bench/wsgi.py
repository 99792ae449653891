"""The program as it is served, plus `/bare`: a Django view without middleware, to compare with in the same run."""

from collections.abc import Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.test.utils import override_settings

from pathya.config.wsgi import application as full

BARE = "/bare"


class BareHandler(WSGIHandler):
    """Django's request and response objects around one trivial view, nothing else."""

    def get_response(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002 Django's signature
        return HttpResponse("ok", content_type="text/plain")


with override_settings(MIDDLEWARE=[]):
    bare = BareHandler()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    handler = bare if environ["PATH_INFO"] == BARE else full
    return handler(environ, start_response)  # type: ignore[no-any-return]
