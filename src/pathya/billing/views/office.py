"""Back office for money, for admins: lists that filter, sort, page and export; refunds; links; replay."""

import csv
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role, User
from pathya.billing import selectors
from pathya.billing.forms import LinkForm, RefundForm
from pathya.billing.rules import safe_cell
from pathya.billing.services import inbox, orders, refunds
from pathya.billing.views.sheets import SHEETS, Sheet
from pathya.kit.errors import NotFound, PathyaError
from pathya.kit.pagination import asked, paginated
from pathya.ui import htmx

admin_page = role_required(Role.ADMIN)
MOST_ROWS = 10_000


@require_GET
@admin_page
def home(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return redirect("office_list", "orders")


@require_GET
@admin_page
def listing(request: HttpRequest, name: str) -> HttpResponse:
    """`q`, `state`, `sort` (`-` first for descending), `page`; `export=csv` for all of it."""
    sheet = SHEETS.get(name)
    if sheet is None:
        raise NotFound
    rows = _chosen(sheet, request)
    if request.GET.get("export") == "csv":
        return _csv(name, sheet, rows)
    page, limit = asked(request.GET)
    found = paginated(rows, page=page, limit=limit)
    context = {
        "sheet": sheet,
        "sheets": SHEETS,
        "here": name,
        "page": found,
        "rows": [_row(name, sheet, row) for row in found.items],
        "q": request.GET.get("q", ""),
        "state": request.GET.get("state", ""),
        "states": sheet.states[1],
    }
    return render(request, "billing/office/list.html", context)


@require_http_methods(["GET", "POST"])
@admin_page
def payment(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """One payment and a refund of it, whole or in part."""
    viewer = user_of(request)
    found = selectors.payment(viewer, payment_id)
    form = RefundForm(request.POST or None, initial={"amount": found.left})
    if request.method == "POST" and form.is_valid():
        try:
            refunds.refund(actor=viewer, payment_id=payment_id, **form.cleaned_data)
        except PathyaError as fact:
            form.add_error(None, str(fact.message))
        else:
            htmx.toast(request, _("The refund is on its way."))
            return redirect("office_payment", payment_id)
    context = {"title": found.order.title, "payment": found, "form": form if found.left else None}
    context["action"] = _("Refund")
    return render(request, "billing/office/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN, Role.NUTRITIONIST)
def new_link(request: HttpRequest) -> HttpResponse:
    """Ask a client for a payment."""
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        client = User.objects.filter(email=given.pop("email").lower(), role=Role.CLIENT).first()
        if client is None:
            form.add_error("email", _("There is no client with this address."))
        else:
            orders.link(actor=user_of(request), client_id=client.pk, **given)
            htmx.toast(request, _("The request is on its way."))
            return redirect("office_link")
    context = {"title": _("Ask for a payment"), "form": form, "action": _("Send the request")}
    return render(request, "billing/office/form.html", context, status=422 if form.errors else 200)


@require_POST
@admin_page
def replay(request: HttpRequest, event_id: UUID) -> HttpResponse:
    inbox.replay(actor=user_of(request), event_id=event_id)
    htmx.toast(request, _("It is worked on again."))
    return redirect("office_list", "webhooks")


def _chosen(sheet: Sheet, request: HttpRequest) -> QuerySet[Any]:
    rows = sheet.rows()
    if q := request.GET.get("q", "").strip()[:100].replace("\0", ""):
        wanted = Q()
        for field in sheet.search:
            wanted |= Q(**{f"{field}__icontains": q})
        rows = rows.filter(pk__in=sheet.rows().order_by().filter(wanted).values("pk"))
    field, choices = sheet.states
    state = request.GET.get("state", "")
    if field and state in dict(choices):
        rows = rows.filter(**{field: state})
    sort = request.GET.get("sort", "")
    known = {column.sort for column in sheet.columns}
    return rows.order_by(sort, "pk") if sort.removeprefix("-") in known else rows


def _row(name: str, sheet: Sheet, row: Any) -> dict[str, Any]:
    cells = [column.read(row) for column in sheet.columns]
    url = reverse(sheet.opens, args=[row.pk]) if sheet.opens else ""
    return {
        "cells": ["" if cell is None else cell for cell in cells],
        "url": url,
        "replay": reverse("office_replay", args=[row.pk]) if name == "webhooks" else "",
    }


def _csv(name: str, sheet: Sheet, rows: QuerySet[Any]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([safe_cell(column.title) for column in sheet.columns])
    for row in rows[:MOST_ROWS]:
        writer.writerow([safe_cell(cell) for cell in _row(name, sheet, row)["cells"]])
    return response
