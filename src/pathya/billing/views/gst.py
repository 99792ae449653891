"""A GST month for the owner: the register, the sections of GSTR-1, each as CSV, the return as JSON."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.billing import gst_sheets, returns, selectors
from pathya.billing.gst_titles import MONEY, TITLES
from pathya.billing.views.sheets import SHEETS
from pathya.kit import clock
from pathya.kit.errors import NotFound
from pathya.kit.pagination import asked, paginated


@require_GET
@role_required(Role.ADMIN)
def month(request: HttpRequest) -> HttpResponse:
    """`month` like 2026-11; `export`: register, json, or the name of a section."""
    viewer = user_of(request)
    chosen = request.GET.get("month") or f"{clock.today(settings.PRACTICE_TIME_ZONE):%Y-%m}"
    first, last = gst_sheets.month_of(chosen)
    if wanted := request.GET.get("export"):
        return _export(request, chosen, wanted)
    made = returns.gstr1(viewer, chosen)
    page, limit = asked(request.GET)
    found = paginated(selectors.documents_of(viewer, first, last), page=page, limit=limit)
    context = {
        "chosen": chosen,
        "first": first,
        "page": found,
        "rows": [row | {"day": date.fromisoformat(row["date"])} for row in gst_sheets.register(found.items)],
        "sections": [(name, _table(made.get(name, []))) for name in returns.SECTIONS],
        "gstin": made["gstin"],
        "sheets": SHEETS,
    }
    return render(request, "billing/office/gst.html", context)


def _table(rows: Any) -> dict[str, Any]:
    flat = gst_sheets.flat(rows)
    names = list(dict.fromkeys(name for row in flat for name in row))
    columns = [{"title": TITLES.get(name, name), "is_money": name in MONEY} for name in names]
    cells = [[(column, _cell(row.get(name, ""))) for name, column in zip(names, columns, strict=True)] for row in flat]
    return {"columns": columns, "rows": cells, "count": len(flat)}


def _cell(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, float) else value


def _export(request: HttpRequest, chosen: str, wanted: str) -> HttpResponse:
    viewer = user_of(request)
    if wanted == "json":
        content, name = json.dumps(returns.gstr1(viewer, chosen), allow_nan=False, indent=1), f"gstr1-{chosen}.json"
    elif wanted == "register":
        rows = gst_sheets.register(returns.documents(viewer, chosen))
        content, name = gst_sheets.as_csv(rows, gst_sheets.REGISTER), f"register-{chosen}.csv"
    elif wanted in returns.SECTIONS:
        content, name = gst_sheets.as_csv(returns.section(viewer, chosen, wanted)), f"gstr1-{chosen}-{wanted}.csv"
    else:
        raise NotFound
    kind = "application/json" if wanted == "json" else "text/csv; charset=utf-8"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
