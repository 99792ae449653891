"""An issued document as PDF, made when it is asked for, from what was kept when it was issued."""

from decimal import Decimal

from django.utils import translation

from pathya.billing.models import Invoice
from pathya.billing.rules import Document
from pathya.billing.words import rupees_in_words
from pathya.integrations.pdf import render
from pathya.kit.money import Money, formatted


def pdf(invoice: Invoice, language: str) -> bytes:
    content = invoice.content
    with translation.override(language):
        title = str(Document(invoice.kind).label)
    data = {
        **content,
        "lines": [line | {name: _shown(line[name]) for name in ("taxable", "total")} for line in content["lines"]],
        "title": title,
        "number": invoice.number,
        "date": f"{invoice.issued_on:%d-%m-%Y}",
        "taxable": _shown(invoice.taxable),
        "cgst": _shown(invoice.cgst) if invoice.cgst else "",
        "sgst": _shown(invoice.sgst) if invoice.sgst else "",
        "igst": _shown(invoice.igst) if invoice.igst else "",
        "total": _shown(invoice.total),
        "words": rupees_in_words(invoice.total, language),
    }
    return render("billing/invoice", data, language, made_at=invoice.issued_at)


def _shown(amount: str | Decimal) -> str:
    text = formatted(Money(Decimal(amount)))
    return text if "." in text else f"{text}.00"
