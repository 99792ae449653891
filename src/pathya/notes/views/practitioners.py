"""The practice enters who is a registered medical practitioner."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.kit.errors import NotFound
from pathya.nutritionists import services as nutritionists
from pathya.nutritionists.models import Nutritionist
from pathya.ui import htmx


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def practitioners(request: HttpRequest) -> HttpResponse:
    """Who may prescribe medicines, with the number in the medical register."""
    if request.method == "POST":
        try:
            wanted = UUID(request.POST.get("nutritionist", ""))
        except ValueError:
            raise NotFound from None
        number = request.POST.get("registration", "")[:80]
        nutritionists.register_practitioner(actor=user_of(request), nutritionist_id=wanted, registration=number)
        htmx.toast(request, _("Saved."))
        return redirect("notes:practitioners")
    rows = Nutritionist.objects.select_related("user").order_by("slug")
    return render(request, "notes/office/practitioners.html", {"rows": rows})
