"""The practice reads reviews before anybody else does; a nutritionist reads those that are shown."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.consultations import reviews
from pathya.nutritionists.models import Nutritionist
from pathya.ui import htmx

MOST = 50


@require_GET
@role_required(Role.NUTRITIONIST, Role.ADMIN)
def waiting(request: HttpRequest) -> HttpResponse:
    """Those nobody has read, oldest first; for a nutritionist what is shown about them."""
    viewer = user_of(request)
    if viewer.role == Role.NUTRITIONIST:
        context = {"who": Nutritionist.objects.filter(user=viewer).first(), "reviews": reviews.own(viewer)[:MOST]}
        return render(request, "consultations/practice/own_reviews.html", context)
    return render(request, "consultations/practice/reviews.html", {"reviews": reviews.waiting(viewer)[:MOST]})


@require_POST
@role_required(Role.ADMIN)
def moderate(request: HttpRequest, review_id: UUID) -> HttpResponse:
    show = request.POST.get("show") == "yes"
    reviews.moderate(viewer=user_of(request), review_id=review_id, show=show)
    htmx.toast(request, _("The review is shown.") if show else _("The review is not shown."))
    return redirect("practice_reviews")
