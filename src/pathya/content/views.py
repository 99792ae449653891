"""Public pages by address."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from pathya.content import selectors
from pathya.kit.shared import shared_page


@shared_page
@require_safe
def page(request: HttpRequest, path: str = "") -> HttpResponse:
    """The live page at `path`, in the reader's language where there is one."""
    found = selectors.page_at(path, get_language() or "en")
    response: HttpResponse = found.serve(request)
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return response
