"""Public pages and pictures by address."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.static import serve

from pathya.content import selectors
from pathya.content.middleware import ENTER
from pathya.kit.shared import shared_page

YEAR = 365 * 24 * 3600


@shared_page
@require_safe
def page(request: HttpRequest, path: str = "") -> HttpResponse:
    """The live page at `path`, in the reader's language where there is one."""
    found = selectors.page_at(path, get_language() or "en")
    response: HttpResponse = found.serve(request)
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return response


@require_safe
def picture(request: HttpRequest, folder: str, name: str) -> HttpResponseBase:
    """A size made for pages; the original, which may tell where it was taken, for editors only."""
    is_public = folder == "images"
    if not is_public and not request.user.has_perm(ENTER):
        raise Http404
    response = serve(request, f"{folder}/{name}", document_root=str(settings.MEDIA_ROOT))
    if is_public:
        patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    return response
