"""Documents of a client, for the nutritionists who treat them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.documents import selectors
from pathya.documents.forms import AskForm
from pathya.documents.rules import Kind
from pathya.documents.services import changing, requesting
from pathya.documents.views.adding import add_page, with_file
from pathya.documents.views.portal import list_context
from pathya.kit.errors import Conflict
from pathya.ui import htmx

LAYOUT = "ui/layouts/practice.html"


@require_GET
@role_required(Role.NUTRITIONIST)
def documents(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """That somebody looked is recorded for the client to see."""
    viewer = user_of(request)
    client = selectors.client_of(viewer, client_id)
    context = {**list_context(request, viewer, client), "ask": AskForm(), "url": request.path}
    changing.note_listed(viewer=viewer, client=client)
    return render(request, "documents/practice/list.html", context)


@with_file
@require_http_methods(["GET", "POST"])
@role_required(Role.NUTRITIONIST)
def add(request: HttpRequest, client_id: UUID) -> HttpResponse:
    client = selectors.client_of(user_of(request), client_id)
    back = reverse("practice_client_documents", args=[client.pk])
    return add_page(request, client, None, layout=LAYOUT, back=back)


@require_POST
@role_required(Role.NUTRITIONIST)
def ask(request: HttpRequest, client_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    client = selectors.client_of(viewer, client_id)
    form = AskForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            requesting.ask(nutritionist=viewer, client_id=client.pk, kind=Kind(given["kind"]), message=given["message"])
        except Conflict as fact:
            form.add_error(None, str(fact.message))
        else:
            htmx.toast(request, _("The client gets a mail and sees what you ask for."))
            return redirect("practice_client_documents", client.pk)
    context = {**list_context(request, viewer, client), "ask": form, "url": request.path}
    return render(request, "documents/practice/list.html", context, status=422)


@require_POST
@role_required(Role.NUTRITIONIST)
def withdraw(request: HttpRequest, client_id: UUID, request_id: UUID) -> HttpResponse:
    requesting.withdraw(nutritionist=user_of(request), request_id=request_id)
    return redirect("practice_client_documents", client_id)
