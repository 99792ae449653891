"""Back office for money, for admins: lists that filter, sort, page and export."""

import csv
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pathya.accounts.decorators import role_required
from pathya.accounts.models import Role
from pathya.billing.rules import safe_cell
from pathya.billing.views.cells import TONES, Cell, flat
from pathya.billing.views.sheets import SHEETS, Sheet
from pathya.kit.errors import NotFound
from pathya.kit.pagination import asked, paginated

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
        "hint": _("Name, address, number"),
        "rows": [_row(name, sheet, row) for row in found.items],
        "q": request.GET.get("q", ""),
        "state": request.GET.get("state"),
        "states": [(str(value), text) for value, text in sheet.states[1]],
        "sort": request.GET.get("sort", ""),
        "new": reverse(sheet.new) if sheet.new else "",
    }
    return render(request, "billing/office/list.html", context)


def _chosen(sheet: Sheet, request: HttpRequest) -> QuerySet[Any]:
    rows = sheet.rows()
    if q := request.GET.get("q", "").strip()[:100].replace("\0", ""):
        wanted = Q()
        for field in sheet.search:
            wanted |= Q(**{f"{field}__icontains": q})
        rows = rows.filter(pk__in=sheet.rows().order_by().filter(wanted).values("pk"))
    field, choices = sheet.states
    state = request.GET.get("state")
    if field and state is not None and state in dict(choices):
        wanted_state: Any = state == "True" if state in {"True", "False"} else state
        rows = rows.filter(**{field: wanted_state})
    sort = request.GET.get("sort", "")
    known = {column.sort for column in sheet.columns}
    return rows.order_by(sort, "pk") if sort.removeprefix("-") in known - {""} else rows


def _row(name: str, sheet: Sheet, row: Any) -> dict[str, Any]:
    tone = TONES.get(getattr(row, "state", ""), "")
    return {
        "cells": [Cell(column.title, column.kind, column.read(row), tone) for column in sheet.columns],
        "url": reverse(sheet.opens, args=[row.pk]) if sheet.opens else "",
        "replay": reverse("office_replay", args=[row.pk]) if name == "webhooks" else "",
    }


def _csv(name: str, sheet: Sheet, rows: QuerySet[Any]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([safe_cell(column.title) for column in sheet.columns])
    for row in rows[:MOST_ROWS]:
        writer.writerow([safe_cell(flat(column.kind, column.read(row))) for column in sheet.columns])
    return response
