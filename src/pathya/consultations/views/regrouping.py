"""Moving a group session: by its form, or by dragging it in the week calendar."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from pathya.accounts.decorators import user_of
from pathya.consultations import regrouping, seats
from pathya.consultations.forms import GroupMoveForm
from pathya.consultations.models import Consultation
from pathya.consultations.views.groups import HOST, form_page
from pathya.consultations.views.week import asked, moved

DONE = _("The group session is moved. Everybody gets a mail.")


@require_http_methods(["GET", "POST"])
@HOST
def move(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """All seats with it; the calendar's script asks for JSON."""
    viewer = user_of(request)

    def work(data: dict[str, Any]) -> Consultation:
        return regrouping.move(viewer=viewer, group_id=group_id, **asked(data))

    if request.method == "POST" and request.headers.get("Accept") == "application/json":
        return moved(request, work, DONE)
    initial = {"sequence": seats.group(viewer, group_id).time.sequence}
    page = ("consultations/practice/group_move.html", DONE)
    return form_page(request, group_id, GroupMoveForm, work, page, initial)
