"""The terms of programs in the office: versions by program, a new one from a day on, what cancelling would give."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.kit.errors import Invalid
from pathya.kit.money import Money
from pathya.programs import selectors, wording
from pathya.programs.forms_terms import TermsForm
from pathya.programs.models import DEFAULT, Program
from pathya.programs.services import terms as service
from pathya.programs.services import trying
from pathya.programs.views import versions
from pathya.ui import htmx

PRICE, DAYS = Money(Decimal(5000)), 42
"""What terms for all programs are tried with."""


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def page(request: HttpRequest) -> HttpResponse:
    """`?program=` chooses one; `action=preview` shows what the typed terms would give, `save` keeps them."""
    viewer = user_of(request)
    programs = selectors.staff_programs(viewer)
    rows = service.rows(viewer)
    chosen = _chosen(request, programs)
    shown = service.terms_of(service.in_force(chosen.pk if chosen else None))
    initial = TermsForm.of(shown) | {"program": chosen.pk if chosen else "", "fee": _price(chosen)}
    form = TermsForm([(one.pk, one.title) for one in programs], request.POST or None, initial=initial)
    fee = Money(Decimal(_price(chosen)))
    if request.method == "POST" and form.is_valid():
        shown, typed = form.terms(), form.cleaned_data["fee"]
        fee = Money(Decimal(typed)) if typed is not None else fee
        if request.POST.get("action") == "save" and _kept(request, form):
            return redirect(reverse("office_program_terms") + (f"?program={chosen.slug}" if chosen else ""))
    context = {
        "form": form,
        "chosen": chosen,
        "built_in": wording.shares(DEFAULT),
        "groups": versions.groups(rows, programs, chosen),
        "given": trying.preview(viewer, shown, fee, chosen.days if chosen else DAYS),
        "fee": fee,
        "days": chosen.days if chosen else DAYS,
    }
    return render(request, "programs/office/terms.html", context, status=422 if form.errors else 200)


def _chosen(request: HttpRequest, programs: list[Program]) -> Program | None:
    """By the form's field when it was sent, else by the address."""
    if request.method == "POST":
        return next((one for one in programs if str(one.pk) == request.POST.get("program")), None)
    return next((one for one in programs if one.slug == request.GET.get("program")), None)


def _price(chosen: Program | None) -> int:
    return int((chosen.pays if chosen else PRICE).amount)


def _kept(request: HttpRequest, form: TermsForm) -> bool:
    program, terms = form.cleaned_data["program"], form.terms()
    program_id = UUID(program) if program else None
    try:
        service.change(viewer=user_of(request), program_id=program_id, terms=terms, valid_from=form.begins())
    except Invalid as wrong:
        _blame(form, wrong.fields)
        return False
    htmx.toast(request, _("The new terms are kept."))
    return True


def _blame(form: forms.Form, fields: Any) -> None:
    for name, texts in fields.items():
        known = {"refunds": "day_0", "program_id": "program"}.get(name, name)
        form.add_error(known, [str(text) for text in texts])
