"""An issued document as PDF, made when it is asked for, from what was kept when it was issued."""

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from pathya.billing.models import Invoice, Order
from pathya.billing.rules import BILLS, Document
from pathya.billing.services.drawing import drawn
from pathya.billing.words import rupees_in_words
from pathya.integrations.pdf import qr_svg, render
from pathya.kit import clock
from pathya.kit.money import Money, formatted
from pathya.practice.models import TaxIdentity

NAMES = ("taxable", "cgst", "sgst", "igst", "total")


def pdf(invoice: Invoice, language: str) -> bytes:
    with translation.override(language):
        title = str(Document(invoice.kind).label)
        if invoice.content.get("mixed") and invoice.kind == Document.INVOICE:
            title = _("Invoice-cum-bill of supply")
    unpaid = invoice.kind in BILLS and invoice.order.is_open
    amounts = {name: getattr(invoice, name) for name in NAMES}
    data: dict[str, Any] = {"title": title, "number": invoice.number, "date": f"{invoice.issued_on:%d-%m-%Y}"}
    data |= {"upi": _upi_code(invoice.total, invoice.number) if unpaid else "", "unpaid": unpaid}
    return render(
        "billing/invoice", _data(invoice.content, amounts, language) | data, language, made_at=invoice.issued_at
    )


def request_pdf(order: Order, language: str) -> bytes:
    """What an open order will cost, no tax document, with the UPI code."""
    _kind, content = drawn(order, clock.today(settings.PRACTICE_TIME_ZONE))
    amounts = {name: sum((Decimal(line[name]) for line in content["lines"]), Decimal(0)) for name in NAMES}
    with translation.override(language):
        data = {"title": _("Request to pay"), "number": "", "date": f"{order.created_at:%d-%m-%Y}"}
    reference = order.pk.hex[-12:].upper()
    shown = _data(content, amounts, language) | data | {"unpaid": True, "upi": _upi_code(order.total, reference)}
    return render("billing/invoice", shown, language, made_at=order.created_at)


def bill_of(order: Order) -> Invoice | None:
    return next((one for one in order.invoices.all() if one.kind in BILLS), None)


def upi_link(amount: Decimal, reference: str) -> str:
    """NPCI's link to pay by UPI; empty without an address. What comes so is entered by the office."""
    seller = TaxIdentity.objects.first()
    if seller is None or not seller.upi_id:
        return ""
    fields = {"pa": seller.upi_id, "pn": seller.legal_name[:50], "am": f"{amount:.2f}", "cu": "INR"}
    fields |= {"tn": reference[:50], "tr": reference.replace("/", "-")[:35]}
    return f"upi://pay?{urlencode(fields, quote_via=quote)}"


def _upi_code(amount: Decimal, reference: str) -> str:
    link = upi_link(amount, reference)
    return qr_svg(link) if link else ""


def _data(content: dict[str, Any], amounts: dict[str, Decimal], language: str) -> dict[str, Any]:
    lines = []
    for line in content["lines"]:
        tax = sum((Decimal(line[name]) for name in ("cgst", "sgst", "igst")), Decimal(0))
        lines.append(
            line | {name: _shown(line[name]) for name in ("taxable", "total")} | {"tax": _shown(tax) if tax else ""}
        )
    shown = {name: _shown(amounts[name]) if amounts[name] or name in {"taxable", "total"} else "" for name in NAMES}
    named: dict[str, Any] = {name: _dated(content[name]) for name in ("original", "advance") if name in content}
    words = rupees_in_words(amounts["total"], language)
    return {"lut": "", "endorsement": "", **content, **named, "lines": lines, "words": words, **shown}


def _dated(document: dict[str, str]) -> dict[str, str]:
    return document | {"date": f"{date.fromisoformat(document['date']):%d-%m-%Y}"}


def _shown(amount: str | Decimal) -> str:
    text = formatted(Money(Decimal(amount)))
    return text if "." in text else f"{text}.00"
