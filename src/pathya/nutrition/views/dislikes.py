"""Leaving a dish out of plans."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pathya.clients.views.whose import whose
from pathya.nutrition import services
from pathya.nutrition.views.own import client_page
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
