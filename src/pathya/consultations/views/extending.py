"""A host gives a call another length."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.consultations import moving, selectors
from pathya.consultations.forms_host import ExtendForm
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Party
from pathya.consultations.views.life import form_page


@require_http_methods(["GET", "POST"])
@role_required(Role.NUTRITIONIST, Role.ADMIN)
def extend(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Longer or shorter, never into the next call."""
    viewer = user_of(request)

    def work(call: Consultation, data: dict[str, Any]) -> None:
        moving.extend(viewer=viewer, consultation_id=call.pk, **data)

    shown = selectors.hosted(viewer, consultation_id)
    page = ("consultations/practice/extend.html", "practice_call", _("The call has its new length. Both get a mail."))
    initial = {"minutes": shown.duration_minutes}
    return form_page(request, consultation_id, Party.NUTRITIONIST, ExtendForm, work, page, initial)
