"""My data: consents, a copy of everything, the end of the account."""

from uuid import UUID

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pathya.accounts.api_auth import bearer, session_of
from pathya.accounts.decorators import role_required, signed_in_required, user_of
from pathya.accounts.models import Role, User
from pathya.accounts.views.common import layout_of, refused
from pathya.kit import clock
from pathya.kit.errors import PathyaError, SignInRequired
from pathya.kit.pagination import paginated
from pathya.operations import audit
from pathya.privacy import errors, files, selectors, services
from pathya.privacy.forms import DeleteForm
from pathya.privacy.models import Export
from pathya.privacy.purposes import BY_KEY
from pathya.privacy.rules import Channel, Event, ExportState
from pathya.ui import htmx

PER_PAGE = 50


@require_GET
@never_cache
@signed_in_required
def page(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request)
    context = {
        "layout": layout_of(viewer),
        "standings": selectors.standings(viewer),
        "export": selectors.exports(viewer).first(),
        "is_client": viewer.role == Role.CLIENT,
    }
    return render(request, "privacy/page.html", context)


@require_POST
@signed_in_required
def set_consent(request: HttpRequest, purpose: str) -> HttpResponse:
    given = request.POST.get("given") == "1"
    services.set_consent(user=user_of(request), purpose=purpose, given=given, channel=Channel.PAGE)
    title = BY_KEY[purpose].title
    htmx.toast(request, (_("%(title)s: allowed.") if given else _("%(title)s: not allowed.")) % {"title": title})
    return redirect("privacy")


@require_GET
@never_cache
@signed_in_required
def history(request: HttpRequest) -> HttpResponse:
    viewer, number = user_of(request), request.GET.get("page", "1")
    wanted = int(number) if number.isdecimal() and len(number) < 7 else 1
    found = paginated(selectors.history(viewer), page=wanted, limit=PER_PAGE)
    titles = {key: purpose.title for key, purpose in BY_KEY.items()}
    rows = [(titles.get(word.purpose, word.purpose), word) for word in found.items]
    return render(request, "privacy/history.html", {"layout": layout_of(viewer), "page": found, "rows": rows})


@require_POST
@signed_in_required
def ask_export(request: HttpRequest) -> HttpResponse:
    services.ask_export(user=user_of(request))
    return redirect("privacy")


@require_GET
@never_cache
@signed_in_required
def export_state(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """The part of the page that shows how far it is."""
    return render(request, "privacy/_export.html", {"export": selectors.export(user_of(request), export_id)})


@require_GET
@never_cache
def download(request: HttpRequest, export_id: UUID) -> HttpResponseBase:
    """The ZIP, for its owner alone: signed in on the site, or with an access token."""
    if not isinstance(request.user, User):
        token = bearer(request)
        session = session_of(token) if token else None
        if token and session is None:
            raise SignInRequired
        if session is None:
            return _signed_in_download(request, export_id=export_id)
        return _stream(session.user, export_id)
    return _signed_in_download(request, export_id=export_id)


@signed_in_required
def _signed_in_download(request: HttpRequest, export_id: UUID) -> HttpResponseBase:
    return _stream(user_of(request), export_id)


def _stream(viewer: User, export_id: UUID) -> HttpResponseBase:
    row: Export = selectors.export(viewer, export_id)
    if row.state != ExportState.READY or row.expires_at is None or row.expires_at <= clock.now():
        raise errors.NotReady
    try:
        chunks = files.opened(row.pk, viewer.pk)
    except OSError:
        raise errors.NotReady from None
    audit.record(Event.EXPORT_OPENED, actor=viewer, subject=row)
    response = StreamingHttpResponse(chunks, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="pathya-{row.asked_at:%Y-%m-%d}.zip"'
    response["Content-Length"] = str(row.size)
    return response


@require_http_methods(["GET", "POST"])
@never_cache
@role_required(Role.CLIENT)
def delete(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request)
    form = DeleteForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.ask_deletion(user=viewer, password=form.cleaned_data["password"])
            except PathyaError as fact:
                status = refused(form, fact)
            else:
                logout(request)
                return redirect("privacy_deletion_asked")
    return render(request, "privacy/delete.html", {"form": form}, status=status)


@require_GET
def deletion_asked(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy/deletion_asked.html")
