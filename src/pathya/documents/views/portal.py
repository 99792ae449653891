"""The client's documents; who acts for a client sees theirs with `?for=`."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role, User
from pathya.care import selectors as care
from pathya.documents import selectors
from pathya.documents.forms import DescriptionForm
from pathya.documents.inspection.problems import REASONS
from pathya.documents.models import Document, DocumentRequest
from pathya.documents.rules import Kind, Status
from pathya.documents.services import changing
from pathya.documents.views.adding import add_page, with_file
from pathya.kit.errors import Forbidden, NotFound
from pathya.kit.pagination import paginated
from pathya.ui import htmx

PER_PAGE = 20
LAYOUT = "ui/layouts/portal.html"


@require_GET
@role_required(Role.CLIENT)
def documents(request: HttpRequest) -> HttpResponse:
    """Filtered by kind, the archive apart, requests on top."""
    viewer = user_of(request)
    client = _client(request)
    context = list_context(request, viewer, client)
    context |= {"people": care.people(viewer), "deleted": _deleted(request, viewer), "LAYOUT": LAYOUT}
    changing.note_listed(viewer=viewer, client=client)
    return htmx.render(request, "documents/portal/list.html", context, partial="documents/portal/_items.html")


@require_GET
@role_required(Role.CLIENT)
def document(request: HttpRequest, document_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    found = selectors.document(viewer, document_id)
    context = {"document": found, "reason": reason(found), "for": found.client_id if _other(viewer, found) else ""}
    context["may_change"] = selectors.may_change(viewer, found.client_id)
    return render(request, "documents/portal/detail.html", context)


@with_file
@require_http_methods(["GET", "POST"])
@role_required(Role.CLIENT)
def add(request: HttpRequest) -> HttpResponse:
    client = _client(request)
    back = list_url(user_of(request), client.pk)
    return add_page(request, client, asked_of(request, client), layout=LAYOUT, back=back)


@require_http_methods(["GET", "POST"])
@role_required(Role.CLIENT)
def edit(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """What it is called and what is noted about it; the file stays."""
    found = selectors.document(user_of(request), document_id)
    if not selectors.may_change(user_of(request), found.client_id):
        raise Forbidden
    now = {"kind": found.kind, "title": found.title, "description": found.description}
    form = DescriptionForm(request.POST if request.method == "POST" else None, initial=now)
    if request.method == "POST" and form.is_valid():
        changing.describe(viewer=user_of(request), document_id=document_id, changes=form.cleaned_data)
        htmx.toast(request, _("Saved."))
        return redirect("document_detail", document_id)
    context = {"form": form, "document": found}
    return render(request, "documents/portal/edit.html", context, status=422 if form.errors else 200)


@require_POST
@role_required(Role.CLIENT)
def archive(request: HttpRequest, document_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    return redirect(list_url(viewer, changing.archive(viewer=viewer, document_id=document_id).client_id))


@require_POST
@role_required(Role.CLIENT)
def restore(request: HttpRequest, document_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    return redirect(list_url(viewer, changing.restore(viewer=viewer, document_id=document_id).client_id))


@require_POST
@role_required(Role.CLIENT)
def delete(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """No question before: there is an undo after."""
    viewer = user_of(request)
    gone = changing.delete(viewer=viewer, document_id=document_id)
    return redirect(list_url(viewer, gone.client_id, deleted=gone.pk))


@require_POST
@role_required(Role.CLIENT)
def undo(request: HttpRequest, document_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    return redirect(list_url(viewer, changing.undelete(viewer=viewer, document_id=document_id).client_id))


def list_context(request: HttpRequest, viewer: User, client: User) -> dict[str, Any]:
    """What the lists of both sides show."""
    kind = request.GET.get("type", "")
    kind = kind if kind in Kind.values else ""
    archived = request.GET.get("archived") == "1"
    number = request.GET.get("page", "1")
    rows = selectors.documents(viewer, client, kind=kind, archived=archived)
    page = paginated(rows, page=int(number) if number.isdecimal() and len(number) < 7 else 1, limit=PER_PAGE)
    return {
        "client": client,
        "for": client.pk if client != viewer else "",
        "page": page,
        "kind": kind,
        "kinds": Kind.choices,
        "archived": archived,
        "requests": list(selectors.requests(viewer, client)),
        "waits": any(found.status == Status.WAITING for found in page.items),
    }


def reason(document: Document) -> str:
    """Why a document was turned away, in words."""
    return str(REASONS.get(document.reason, "")) if document.status == Status.REFUSED else ""


def asked_of(request: HttpRequest, client: User) -> DocumentRequest | None:
    """The open request that is answered, named in the address."""
    try:
        found = selectors.request(user_of(request), UUID(request.GET.get("request", "")))
    except (ValueError, NotFound):
        return None
    return found if found.client_id == client.pk else None


def list_url(viewer: User, client_id: UUID, deleted: UUID | None = None) -> str:
    asked = [f"for={client_id}"] if client_id != viewer.pk else []
    asked += [f"deleted={deleted}"] if deleted else []
    return reverse("document_list") + (f"?{'&'.join(asked)}" if asked else "")


def _client(request: HttpRequest) -> User:
    try:
        chosen = UUID(request.GET["for"]) if request.GET.get("for") else None
    except ValueError:
        raise NotFound from None
    return selectors.client_of(user_of(request), chosen)


def _deleted(request: HttpRequest, viewer: User) -> Document | None:
    try:
        return selectors.deleted(viewer, UUID(request.GET.get("deleted", "")))
    except (ValueError, NotFound):
        return None


def _other(viewer: User, found: Document) -> bool:
    return viewer.pk != found.client_id
