"""The client answers the proposal of a next call."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.consultations.fees import priced
from pathya.consultations.rules import Status
from pathya.consultations.wording import zone_name
from pathya.kit.errors import NotFound, PathyaError
from pathya.notes import followups
from pathya.notes.rules import Proposal
from pathya.nutritionists.models import Offer
from pathya.ui import htmx
from pathya.ui.words import viewer_zone


@require_http_methods(["GET", "POST"])
@never_cache
@role_required(Role.CLIENT)
def proposal(request: HttpRequest, follow_up_id: UUID) -> HttpResponse:
    """See the proposed time with its price; accept it, choose another, or decline."""
    viewer, fact = user_of(request), None
    if request.method == "POST":
        try:
            if request.POST.get("answer") == "decline":
                followups.decline(viewer=viewer, follow_up_id=follow_up_id)
                htmx.toast(request, _("Declined. You can book a call at any time."))
                return redirect("portal_today")
            call = followups.accept(viewer=viewer, follow_up_id=follow_up_id)
            where = "consultation_booked" if call.status == Status.AWAITING_PAYMENT else "consultation_detail"
            return redirect(where, call.pk)
        except NotFound:
            raise
        except PathyaError as error:
            fact = error
    row = followups.one(viewer, follow_up_id)
    offer = Offer.objects.filter(nutritionist=row.nutritionist_id, kind=row.kind_id, is_active=True).first()
    context = {
        "row": row,
        "offer": offer,
        "price": priced(row.client, offer, row.starts_at) if offer and row.starts_at else None,
        "is_mine": row.client_id == viewer.pk,
        "fact": fact,
        "is_open": row.state == Proposal.PROPOSED and offer is not None,
        "zone_label": zone_name(viewer_zone().key),
    }
    return render(request, "notes/proposal.html", context, status=fact.status if fact else 200)
