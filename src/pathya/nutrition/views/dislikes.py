"""Leaving a dish out of plans, by the client, who acts for them, or who treats them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pathya.accounts.decorators import user_of
from pathya.clients.views.whose import whose
from pathya.nutrition import services
from pathya.nutrition.views.own import client_page
from pathya.nutrition.views.practice import nutritionist_page, treated
from pathya.ui import htmx


@require_POST
@client_page
def dislike(request: HttpRequest, food_id: UUID) -> HttpResponse:
    """Leave a dish out of plans, or let it in again."""
    here = whose(request)
    disliked = request.POST.get("disliked") == "1"
    services.dislike(viewer=here.viewer, client=here.client, food_id=food_id, disliked=disliked)
    htmx.toast(request, _("New plans leave it out.") if disliked else _("Plans may hold it again."))
    return here.goes("portal_targets")


@require_POST
@nutritionist_page
def let_in(request: HttpRequest, client_id: UUID, food_id: UUID) -> HttpResponse:
    """Let a dish that a client does not want come again, when they agreed to that."""
    viewer = user_of(request)
    services.dislike(viewer=viewer, client=treated(viewer, client_id), food_id=food_id, disliked=False)
    htmx.toast(request, _("Plans may hold it again."))
    return redirect("practice_client_targets", client_id)
