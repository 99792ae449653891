"""The office's list of people: search, role, suspension, help for who has lost the second step. Admins only."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from pathya.accounts import selectors
from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.accounts.services import people, second_factor
from pathya.kit import pagination
from pathya.kit.errors import Invalid, NotFound, PathyaError

DONE = {
    "suspend": gettext_lazy("This account is suspended and signed out everywhere."),
    "unsuspend": gettext_lazy("This account is open again."),
    "factor": gettext_lazy("The second step is removed. It can be set up anew after signing in."),
}


@require_GET
@never_cache
@role_required(Role.ADMIN)
def listing(request: HttpRequest) -> HttpResponse:
    page, limit = pagination.asked(request.GET)
    text, role = request.GET.get("q", "")[:100], request.GET.get("role", "")
    found = selectors.people(user_of(request), text=text, role=role, page=page, limit=limit)
    return render(
        request, "accounts/office_people.html", {"page": found, "q": text, "role": role, "roles": Role.choices}
    )


@require_POST
@role_required(Role.ADMIN)
def change_role(request: HttpRequest, user_id: UUID) -> HttpResponse:
    admin = user_of(request)
    wanted = request.POST.get("role", "")
    if wanted not in Role.values:
        raise Invalid
    try:
        people.change_role(actor=admin, user=selectors.person(admin, user_id), role=Role(wanted))
    except PathyaError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The role is changed; every session of this account has ended."))
    return redirect("office_people")


@require_POST
@role_required(Role.ADMIN)
def act(request: HttpRequest, user_id: UUID, what: str) -> HttpResponse:
    """`what`: `suspend`, `unsuspend`, `factor`."""
    admin = user_of(request)
    if what not in DONE:
        raise NotFound
    work = {"suspend": people.suspend, "unsuspend": people.unsuspend, "factor": second_factor.remove}[what]
    try:
        work(actor=admin, user=selectors.person(admin, user_id))
    except PathyaError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(DONE[what]))
    return redirect("office_people")
