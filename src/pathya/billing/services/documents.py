"""Issuing documents: consecutive numbers, tax by place of supply, all of it kept as it was printed."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings

from pathya.billing.models import Invoice, Order
from pathya.billing.rules import (
    BILLS,
    SERIES,
    Document,
    Event,
    Tax,
    financial_year,
    number,
    part_of,
    shares,
)
from pathya.billing.services.drawing import AMOUNTS, drawn, with_amounts
from pathya.kit import clock, sql
from pathya.operations import audit

NEXT = """
INSERT INTO billing_numberseries AS s (name, last) VALUES (%(name)s, 1)
ON CONFLICT (name) DO UPDATE SET last = s.last + 1 RETURNING last
"""
Taxes = list[tuple[str, Tax]]


def issue(order: Order) -> tuple[Invoice, Taxes]:
    """The invoice or bill of supply of an order, in the transaction that makes it due; its lines' taxes too."""
    kind, content = drawn(order, _today())
    return _write(kind, order, content), taxes_of(content)


def receipt(order: Order) -> tuple[Invoice, Taxes]:
    """The receipt voucher of an advance (rule 50)."""
    _kind, content = drawn(order, _today())
    return _write(Document.RECEIPT, order, content), taxes_of(content)


def received_and_returned(order: Order) -> None:
    """A registered seller's papers of money that came for nothing: receipt voucher and refund voucher (rule 51)."""
    _kind, content = drawn(order, _today())
    if content["seller"]["gstin"] and order.total:
        voucher = _write(Document.RECEIPT, order, content)
        credit(voucher, voucher.total, Decimal(0), "unfulfilled")


def supplied(order: Order, voucher: Invoice) -> tuple[Invoice, Taxes]:
    """The invoice of what an advance was for, less what of it went back before."""
    back = sum((one.total for one in voucher.credit_notes.all()), Decimal(0))
    totals = [tax.total for _service, tax in taxes_of(voucher.content)]
    gone = shares(back, totals)
    lines = []
    for line, (_service, whole), less in zip(voucher.content["lines"], taxes_of(voucher.content), gone, strict=True):
        lines.append(_line_of(line, whole - part_of(whole, less)))
    taxable = any(line.get("treatment") == "taxable" for line in lines)
    content = voucher.content | {"lines": lines, "advance": _named(voucher)}
    return _write(Document.INVOICE if taxable else _untaxed(content), order, content), taxes_of(content)


def credit(original: Invoice, amount: Decimal, before: Decimal, reason: str) -> tuple[Invoice, Taxes]:
    """What takes back `amount`: a credit note of a bill, a refund voucher of a receipt voucher.

    `before` of the original was taken back already. All notes of an original add up to it exactly.
    """
    wholes = taxes_of(original.content)
    totals = [tax.total for _service, tax in wholes]
    upto, earlier = shares(before + amount, totals), shares(before, totals)
    lines = [
        _line_of(line, part_of(whole, now) - part_of(whole, then))
        for line, (_s, whole), now, then in zip(original.content["lines"], wholes, upto, earlier, strict=True)
    ]
    content = original.content | {"lines": lines, "reason": reason, "original": _named(original)}
    kind = Document.CREDIT if original.kind in BILLS else Document.VOUCHER
    return _write(kind, original.order, content, original=original), taxes_of(content)


def bill_of(order: Order) -> Invoice | None:
    """The order's invoice or bill of supply; the receipt voucher as long as there is none."""
    found = Invoice.objects.filter(order=order, kind__in=[*BILLS, Document.RECEIPT]).order_by("kind")
    rows = {row.kind in BILLS: row for row in found}
    return rows.get(True) or rows.get(False)


def taxes_of(content: dict[str, Any]) -> Taxes:
    return [(line["service"], Tax(*(Decimal(line[name]) for name in AMOUNTS[:-1]))) for line in content["lines"]]


def _today() -> date:
    return clock.today(settings.PRACTICE_TIME_ZONE)


def _line_of(line: dict[str, Any], tax: Tax) -> dict[str, Any]:
    return with_amounts(line | {"price": str(tax.total), "discount": "0.00"}, tax)


def _named(document: Invoice) -> dict[str, str]:
    return {"number": document.number, "date": document.issued_on.isoformat()}


def _untaxed(content: dict[str, Any]) -> Document:
    return Document.SUPPLY if content["seller"]["gstin"] else Document.PLAIN


def _write(kind: Document, order: Order, content: dict[str, Any], original: Invoice | None = None) -> Invoice:
    day = _today()
    year = financial_year(day)
    [(counter,)] = sql.rows(NEXT, {"name": f"{SERIES[kind]}/{year}"})
    taxes = [tax for _service, tax in taxes_of(content)]
    sums = {name: sum((getattr(tax, name) for tax in taxes), Decimal(0)) for name in AMOUNTS}
    made = Invoice.objects.create(
        number=number(SERIES[kind], year, counter),
        kind=kind,
        client=order.client,
        order=order,
        original=original,
        issued_on=day,
        content=content,
        **sums,
    )
    audit.record(Event.ISSUED, actor=None, subject=made, detail={"number": made.number, "total": str(made.total)})
    return made
