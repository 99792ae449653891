"""What a nutritionist's calls brought in."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.consultations import earnings
from pathya.kit import clock
from pathya.kit.api import Answer, Failure, Schema, ok

router = Router(tags=["nutritionists"], auth=signed_in)


class LineOut(Schema):
    """Amounts in rupees as decimal strings; `net` is paid less given back."""

    kind: str
    name: str
    paid: str
    back: str
    net: str
    payments: int
    completed: int
    missed: int
    by_credit: int


class MonthOut(Schema):
    month: date
    lines: list[LineOut]
    total: LineOut


class EarningsOut(Schema):
    year: int
    currency: str
    months: list[MonthOut]
    total: LineOut


@router.get(
    "/earnings", response={200: Answer[EarningsOut], 401: Failure, 404: Failure, 422: Failure}, summary="Your earnings"
)
def mine(request: HttpRequest, year: Annotated[int | None, Query(ge=2020, le=2100)] = None) -> Any:
    """By month and kind: money by the day it was paid or given back, calls by the day they took place."""
    found = earnings.of_year(user_of(request), year or clock.now().year)
    months = [
        {"month": month.first, "lines": [_line(one) for one in month.lines.values()], "total": _line(month.total)}
        for month in found.months
    ]
    return ok({"year": found.year, "currency": "INR", "months": months, "total": _line(found.total)})


def _line(one: earnings.Line) -> dict[str, Any]:
    money = {name: f"{getattr(one, name):.2f}" for name in ("paid", "back", "net")}
    counts = {name: getattr(one, name) for name in ("payments", "completed", "missed", "by_credit")}
    return {"kind": one.kind, "name": one.name, **money, **counts}
