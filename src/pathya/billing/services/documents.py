"""Issuing documents: consecutive numbers, tax by place of supply, all of it kept as it was printed."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings

from pathya.billing.models import Invoice, Order, Refund, TaxRule
from pathya.billing.rules import (
    SERIES,
    UTGST_STATES,
    Document,
    Event,
    Tax,
    Treatment,
    financial_year,
    number,
    part_of,
    shares,
    split,
)
from pathya.kit import clock, sql
from pathya.operations import audit
from pathya.practice.models import TaxIdentity
from pathya.practice.rules import STATES
from pathya.practice.selectors import practice

NEXT = """
INSERT INTO billing_numberseries AS s (name, last) VALUES (%(name)s, 1)
ON CONFLICT (name) DO UPDATE SET last = s.last + 1 RETURNING last
"""
SAC = "999319"
AMOUNTS = ("taxable", "cgst", "sgst", "igst", "total")


def rule_for(service: str, day: date) -> TaxRule:
    """The rule of the day; exempt health care until the practice has said otherwise."""
    found = TaxRule.objects.filter(service=service, since__lte=day).order_by("-since").first()
    return found or TaxRule(service=service, since=day, treatment=Treatment.EXEMPT, sac=SAC, rate=Decimal(0))


def issue(order: Order) -> tuple[Invoice, list[tuple[str, Tax]]]:
    """The invoice or bill of supply of a paid order, in the transaction that marks it paid; its lines' taxes too."""
    seller, day = TaxIdentity.objects.first() or TaxIdentity(), clock.today(settings.PRACTICE_TIME_ZONE)
    place = order.bill_state or seller.state
    lines, taxes = [], []
    for line in order.lines.all():
        rule = rule_for(line.service, day)
        rate = rule.rate if seller.gstin and rule.treatment == Treatment.TAXABLE else Decimal(0)
        tax = split(line.total, rate, inter_state=place != seller.state)
        taxes.append((line.service, tax))
        lines.append(
            {"description": line.description, "service": line.service, "sac": rule.sac, "rate": str(rate)}
            | {"price": str(line.price), "discount": str(line.discount)}
            | _amounts(tax)
        )
    kind = Document.PLAIN
    if seller.gstin:
        kind = Document.INVOICE if any(line["rate"] != "0" for line in lines) else Document.SUPPLY
    content = {"lines": lines, "seller": _seller(seller), "buyer": _buyer(order), "place": place}
    content |= {"place_name": STATES.get(place, ""), "utgst": place in UTGST_STATES, "currency": order.currency}
    return _write(kind, order, day, content, [tax for _service, tax in taxes]), taxes


def credit(invoice: Invoice, refund: Refund, before: Decimal) -> tuple[Invoice, list[tuple[str, Tax]]]:
    """The credit note of a refund; `before` was refunded already. All of an invoice's notes add up to it exactly."""
    wholes = [(line["service"], _tax(line)) for line in invoice.content["lines"]]
    totals = [tax.total for _service, tax in wholes]
    upto, earlier = shares(before + refund.amount, totals), shares(before, totals)
    lines, taxes = [], []
    for line, (service, whole), now, then in zip(invoice.content["lines"], wholes, upto, earlier, strict=True):
        tax = part_of(whole, now) - part_of(whole, then)
        taxes.append((service, tax))
        lines.append(line | {"price": str(tax.total), "discount": "0.00"} | _amounts(tax))
    day = clock.today(settings.PRACTICE_TIME_ZONE)
    content = invoice.content | {"lines": lines, "reason": refund.reason}
    content["original"] = {"number": invoice.number, "date": invoice.issued_on.isoformat()}
    note = _write(Document.CREDIT, invoice.order, day, content, [tax for _s, tax in taxes], original=invoice)
    return note, taxes


def _write(
    kind: Document, order: Order, day: date, content: dict[str, Any], taxes: list[Tax], original: Invoice | None = None
) -> Invoice:
    year = financial_year(day)
    [(counter,)] = sql.rows(NEXT, {"name": f"{SERIES[kind]}/{year}"})
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


def _amounts(tax: Tax) -> dict[str, str]:
    return {name: str(getattr(tax, name)) for name in AMOUNTS}


def _tax(line: dict[str, str]) -> Tax:
    return Tax(*(Decimal(line[name]) for name in AMOUNTS[:-1]))


def _seller(seller: TaxIdentity) -> dict[str, str]:
    here = practice()
    return {
        "name": seller.legal_name or here.name_en,
        "address": seller.address or here.address_en,
        "gstin": seller.gstin,
        "state": seller.state,
        "state_name": STATES.get(seller.state, ""),
        "email": here.email,
    }


def _buyer(order: Order) -> dict[str, str]:
    return {
        "name": order.bill_name,
        "address": order.bill_address,
        "gstin": order.bill_gstin,
        "state": order.bill_state,
        "state_name": STATES.get(order.bill_state, ""),
    }
