"""Sessions in hand: a client's own, and giving them, for admins."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role, User
from pathya.credits import selectors, services
from pathya.credits.forms import GrantForm
from pathya.kit import clock
from pathya.kit.errors import Invalid
from pathya.kit.pagination import asked, paginated
from pathya.nutritionists.models import ConsultationKind
from pathya.ui import htmx


@require_GET
@role_required(Role.CLIENT)
def mine(request: HttpRequest) -> HttpResponse:
    """What one has left and what became of the rest."""
    return render(request, "credits/mine.html", {"grants": selectors.grants(user_of(request)), "now": clock.now()})


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def office(request: HttpRequest) -> HttpResponse:
    """Give sessions; who has some. `q` searches by name and address."""
    viewer = user_of(request)
    kinds = [(kind.pk, kind.name) for kind in ConsultationKind.objects.order_by("position", "slug")]
    form = GrantForm(kinds, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _given(viewer, form):
        htmx.toast(request, _("The sessions are theirs to book with."))
        return redirect("office_credits")
    words = request.GET.get("q", "").strip()[:60].replace("\0", "")
    number, limit = asked(request.GET)
    page = paginated(selectors.all_grants(viewer, words), page=number, limit=limit)
    context = {"form": form, "page": page, "q": words, "now": clock.now()}
    return render(request, "credits/office.html", context, status=422 if form.errors else 200)


@require_POST
@role_required(Role.ADMIN)
def take_back(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    services.take_back(actor=user_of(request), grant_id=grant_id)
    htmx.toast(request, _("What was left is taken back."))
    return redirect("office_credits")


def _given(viewer: User, form: GrantForm) -> bool:
    data = form.cleaned_data
    client = User.objects.filter(email=data["email"].lower(), role=Role.CLIENT, is_active=True).first()
    if client is None:
        form.add_error("email", _("There is no client with this address."))
        return False
    try:
        services.give(
            actor=viewer,
            owner_id=client.pk,
            kind_id=UUID(data["kind"]),
            count=data["count"],
            source=data["source"],
            expires_at=form.expires(),
        )
    except Invalid as wrong:
        form.add_error("last_day", [str(text) for texts in wrong.fields.values() for text in texts])
        return False
    return True
