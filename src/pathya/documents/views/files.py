"""Files as answers: always an attachment, never anything a browser would run."""

from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from pathya.accounts.api_auth import bearer, session_of
from pathya.accounts.decorators import signed_in_required, user_of
from pathya.accounts.models import User
from pathya.documents import content, links, selectors
from pathya.documents.links import Use
from pathya.documents.models import Document
from pathya.documents.sealed import Unreadable
from pathya.documents.services import changing
from pathya.integrations.storage import Missing, StorageAway
from pathya.kit.errors import NotFound

SANDBOX = {"default-src": ["'none'"], "sandbox": [], "frame-ancestors": ["'none'"]}


@require_GET
def file(request: HttpRequest, token: str) -> HttpResponseBase:
    """What a signed link opens."""
    person, document, use = links.followed(token, _caller(request))
    if use is Use.THUMBNAIL:
        return _thumbnail(document)
    changing.note_opened(viewer=person, document=document)
    answer = _streamed(document.object, document, document.media)
    answer["Content-Disposition"] = disposition(document.name)
    answer["Content-Length"] = str(document.size)
    return answer


@require_GET
@signed_in_required
def download(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """From a page: a fresh link, at once."""
    viewer = user_of(request)
    return redirect(links.link(viewer, selectors.document(viewer, document_id)).path)


@require_GET
@signed_in_required
def thumbnail(request: HttpRequest, document_id: UUID) -> HttpResponseBase:
    document = selectors.document(user_of(request), document_id)
    if not document.is_clean or not document.has_thumbnail:
        raise NotFound
    return _thumbnail(document)


def disposition(name: str) -> str:
    """RFC 6266 with RFC 5987's spelling of names beyond ASCII."""
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in " .-_()") else "_" for sign in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _thumbnail(document: Document) -> HttpResponseBase:
    answer = _streamed(document.thumbnail, document, "image/jpeg")
    answer["Content-Disposition"] = "inline"
    return answer


def _streamed(name: str, document: Document, media: str) -> StreamingHttpResponse:
    """The first frame is open before the headers leave; a store that is away is told as 503."""
    try:
        pieces = content.stream(name, document.file_key)
    except (Missing, Unreadable):
        raise StorageAway from None
    answer = StreamingHttpResponse(pieces, content_type=media)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Referrer-Policy"] = "no-referrer"
    setattr(answer, "_csp_config", SANDBOX)  # noqa: B010 – what csp.decorators.csp does
    return answer


def _caller(request: HttpRequest) -> User | None:
    """Who is signed in, by cookie or token; nobody is nobody."""
    if token := bearer(request):
        session = session_of(token)
        if session is None:
            raise NotFound
        return session.user
    return request.user if isinstance(request.user, User) else None
