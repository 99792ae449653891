"""A month's register and its GSTR-1 sections as rows, for the page and for CSV."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from pathya.billing.gst import section_of
from pathya.billing.models import Invoice
from pathya.billing.rules import Document, safe_cell
from pathya.kit.errors import NotFound

REGISTER = (
    "number",
    "kind",
    "date",
    "section",
    "original",
    "buyer",
    "gstin",
    "place",
    "sac",
    "taxable",
    "cgst",
    "sgst",
    "igst",
    "total",
)
"""Columns of the register; credit notes and refund vouchers count negative."""


def month_of(text: str) -> tuple[date, date]:
    """`2026-11` → its first and last day; NotFound for anything else."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise NotFound from None
    if len(text) != 7 or not 2017 <= first.year <= 2100:
        raise NotFound
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def register(documents: Iterable[Invoice]) -> list[dict[str, Any]]:
    return [_row(one) for one in documents]


def _row(one: Invoice) -> dict[str, Any]:
    sign = -1 if one.kind in {Document.CREDIT, Document.VOUCHER} else 1
    content = one.content
    amounts = {name: sign * getattr(one, name) + 0 for name in ("taxable", "cgst", "sgst", "igst", "total")}
    return {
        "number": one.number,
        "kind": one.kind,
        "date": one.issued_on.isoformat(),
        "section": section_of(one) if one.kind in {Document.INVOICE, Document.CREDIT} else "",
        "original": content.get("original", {}).get("number", ""),
        "buyer": content["buyer"]["name"],
        "gstin": content["buyer"]["gstin"],
        "place": content["place"],
        "sac": ", ".join(sorted({line["sac"] for line in content["lines"]})),
    } | amounts


def flat(rows: Any) -> list[dict[str, Any]]:
    """The rows of one section of GSTR-1, each a flat dict."""
    if isinstance(rows, list):
        return [row for one in rows for row in _flat(one)]
    return [{"part": name} | row for name, inner in rows.items() for one in inner for row in _flat(one)]


def _flat(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    plain = {key: inner for key, inner in value.items() if not isinstance(inner, dict | list)}
    for inner in value.values():
        if isinstance(inner, dict):
            plain |= {key: one for key, one in inner.items() if not isinstance(one, dict | list)}
    nested = [inner for inner in value.values() if isinstance(inner, list)]
    if not nested:
        yield plain
        return
    for rows in nested:
        for one in rows:
            for row in _flat(one):
                yield plain | row


def as_csv(rows: list[dict[str, Any]], columns: Iterable[str] = ()) -> str:
    """With a mark that spreadsheets read as UTF-8, and no cell that they take for a formula."""
    names = list(columns) or list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(names)
    for row in rows:
        writer.writerow([safe_cell(row.get(name, "")) for name in names])
    return out.getvalue()
