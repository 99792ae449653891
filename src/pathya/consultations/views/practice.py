"""The nutritionist's calls."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role, User
from pathya.care import selectors as care
from pathya.consultations import selectors, services
from pathya.consultations.rules import Party
from pathya.consultations.views.life import OFFICE_CALL
from pathya.consultations.views.portal import cancel_page, policy
from pathya.kit import pagination


@require_GET
@role_required(Role.NUTRITIONIST)
def call(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """One call with what the client wrote; that it was shown is recorded."""
    viewer = cast("User", request.user)
    found = selectors.consultation(viewer, consultation_id, Party.NUTRITIONIST)
    services.note_opened(viewer=viewer, consultation=found)
    return render(request, "consultations/practice/detail.html", {"call": found, **policy(found, Party.NUTRITIONIST)})


@require_GET
@role_required(Role.NUTRITIONIST)
def client_calls(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The viewer's calls with somebody they treat, newest first."""
    viewer = cast("User", request.user)
    client = care.client(viewer, client_id)
    page, limit = pagination.asked(request.GET)
    rows = selectors.listing(viewer, party=Party.NUTRITIONIST, client=client.pk)
    context = {"client": client, "page": pagination.paginated(rows, page=page, limit=limit)}
    return render(request, "consultations/practice/client_calls.html", context)


@require_http_methods(["GET", "POST"])
@role_required(Role.NUTRITIONIST, Role.ADMIN)
def cancel(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """By its nutritionist, or by who runs the practice, who says why."""
    is_admin = user_of(request).role == Role.ADMIN
    party, page = (Party.PRACTICE, OFFICE_CALL) if is_admin else (Party.NUTRITIONIST, "practice_call")
    return cancel_page(request, consultation_id, party, page, "consultations/practice/cancel.html")
