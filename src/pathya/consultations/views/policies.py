"""The terms of calls in the back office: versions by kind, a new one from a day on, what cancelling would give."""

from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.consultations import policies
from pathya.consultations.forms_policy import PolicyForm
from pathya.consultations.models import Policy
from pathya.consultations.models.terms import DEFAULT
from pathya.consultations.wording import shares, span
from pathya.kit import clock
from pathya.kit.errors import Invalid
from pathya.kit.money import Money
from pathya.nutritionists.models import ConsultationKind
from pathya.ui import htmx


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def page(request: HttpRequest) -> HttpResponse:
    """`action=preview` shows what the typed terms would give, `save` keeps them."""
    viewer, rows = user_of(request), policies.rows(user_of(request))
    kinds = [(kind.pk, kind.name) for kind in ConsultationKind.objects.order_by("position", "slug")]
    standing = next((row.terms for row in rows if row.kind_id is None and row.valid_from <= clock.now()), DEFAULT)
    shown, fee = standing, 1200
    form = PolicyForm(kinds, request.POST if request.method == "POST" else None, initial=PolicyForm.of(standing))
    if request.method == "POST" and form.is_valid():
        shown, fee = form.terms(), form.cleaned_data["fee"] or 0
        if request.POST.get("action") == "save":
            kind = form.cleaned_data["kind"]
            try:
                policies.change(
                    viewer=viewer, kind_id=UUID(kind) if kind else None, terms=shown, valid_from=form.begins()
                )
            except Invalid as wrong:
                form.add_error("valid_from", [str(text) for texts in wrong.fields.values() for text in texts])
            else:
                htmx.toast(request, _("The new terms are kept."))
                return redirect("office_policies")
    context = {
        "form": form,
        "groups": _groups(rows, kinds),
        "given": [(span(row.minutes), row) for row in policies.preview(viewer, shown, Money(Decimal(fee)))],
        "fee": Money(Decimal(fee)),
    }
    return render(request, "consultations/office/policies.html", context, status=422 if form.errors else 200)


def _groups(rows: list[Policy], kinds: list[tuple[UUID, str]]) -> list[tuple[str, list[tuple[Policy, str, list[str]]]]]:
    """Each kind with its versions: whether it counts now, later or no more, and what it says."""
    now, found = clock.now(), []
    for key, name in [(None, str(_("All kinds without their own"))), *kinds]:
        versions, is_past = [], False
        for row in (row for row in rows if row.kind_id == key):
            state = "coming" if row.valid_from > now else "past" if is_past else "now"
            is_past = is_past or state == "now"
            versions.append((row, state, shares(row.terms)))
        found.append((name, versions))
    return found
