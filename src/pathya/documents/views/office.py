"""What waits for the scanner, for admins: no names, no titles, a button to try again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.documents import selectors
from pathya.documents.services import changing
from pathya.ui import htmx


@require_GET
@role_required(Role.ADMIN)
def waiting(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request)
    context = {"stuck": selectors.stuck(viewer), "counts": selectors.counts(viewer)}
    return render(request, "documents/office/waiting.html", context)


@require_POST
@role_required(Role.ADMIN)
def retry(request: HttpRequest, document_id: UUID) -> HttpResponse:
    changing.retry(viewer=user_of(request), document_id=document_id)
    htmx.toast(request, _("It is being checked again."))
    return redirect("office_document_list")
