"""Every call of the practice, for who runs it: found, moved, given another length, cancelled."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.consultations import office, selectors
from pathya.consultations.rules import Party
from pathya.consultations.views.portal import policy
from pathya.kit import pagination


@require_GET
@never_cache
@role_required(Role.ADMIN)
def listing(request: HttpRequest) -> HttpResponse:
    """Coming or past ones, by name."""
    page, limit = pagination.asked(request.GET)
    text = request.GET.get("q", "")[:100]
    when = selectors.PAST if request.GET.get("when") == selectors.PAST else selectors.COMING
    found = pagination.paginated(office.calls(user_of(request), text=text, when=when), page=page, limit=limit)
    return render(request, "consultations/office/calls.html", {"page": found, "q": text, "when": when})


@require_GET
@never_cache
@role_required(Role.ADMIN)
def call(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """One call without what its two people wrote, and what can be done with it."""
    found = selectors.hosted(user_of(request), consultation_id)
    context = {"call": found, "is_practice": True, **policy(found, Party.PRACTICE)}
    return render(request, "consultations/office/call.html", context)
