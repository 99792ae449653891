"""What a document says: seller, buyer, place of supply, treatment and tax of each line, on its day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pathya.billing.models import Order, OrderLine, TaxRule
from pathya.billing.rules import ABROAD, UTGST_STATES, Document, Export, Tax, Treatment, split
from pathya.practice.models import TaxIdentity
from pathya.practice.rules import STATES
from pathya.practice.selectors import practice

SAC = "999319"
AMOUNTS = ("taxable", "cgst", "sgst", "igst", "total")
ENDORSEMENTS = {
    Export.LUT: "SUPPLY MEANT FOR EXPORT UNDER LETTER OF UNDERTAKING WITHOUT PAYMENT OF INTEGRATED TAX",
    Export.TAX_PAID: "SUPPLY MEANT FOR EXPORT ON PAYMENT OF INTEGRATED TAX",
}
"""Words of rule 46, which no language changes."""


@dataclass(frozen=True)
class Place:
    """Where an order is supplied, in the eyes of GST: a state's code or 96, and whether it counts as an export."""

    code: str
    inter_state: bool
    export: Export


def rule_for(service: str, day: date) -> TaxRule:
    """The rule of the day; exempt health care until the practice has said otherwise."""
    found = TaxRule.objects.filter(service=service, since__lte=day).order_by("-since").first()
    return found or TaxRule(service=service, since=day, treatment=Treatment.EXEMPT, sac=SAC, rate=Decimal(0))


def place_of(order: Order, seller: TaxIdentity, day: date) -> Place:
    """Registered: the state of the GSTIN. Not registered: the state on record, else the seller's (IGST Act, s. 12)."""
    if order.bill_country != "IN":
        permitted = bool(seller.gstin) and (order.currency != "INR" or seller.rupee_exports)
        export = Export.NO if not permitted else Export.LUT if seller.has_lut(day) else Export.TAX_PAID
        return Place(ABROAD, inter_state=True, export=export)
    code = order.bill_gstin[:2] or order.bill_state or seller.state
    return Place(code, inter_state=code != seller.state, export=Export.NO)


def drawn(order: Order, day: date) -> tuple[Document, dict[str, Any]]:
    """The kind of bill an order gets, and its content."""
    seller = TaxIdentity.objects.first() or TaxIdentity()
    place = place_of(order, seller, day)
    lines = [_line(line, seller, place, day) for line in order.lines.all()]
    taxable = [line["treatment"] == Treatment.TAXABLE for line in lines]
    kind = Document.PLAIN
    if seller.gstin:
        kind = Document.INVOICE if any(taxable) else Document.SUPPLY
    export = place.export if any(taxable) else Export.NO
    content = {
        "lines": lines,
        "seller": _seller(seller),
        "buyer": _buyer(order),
        "place": place.code,
        "place_name": "Outside India" if place.code == ABROAD else STATES.get(place.code, ""),
        "utgst": place.code in UTGST_STATES,
        "currency": order.currency,
        "mixed": bool(seller.gstin) and any(taxable) and not all(taxable),
        "export": export.value,
        "endorsement": ENDORSEMENTS.get(export, ""),
        "lut": seller.lut_number if export == Export.LUT else "",
    }
    return kind, content


def with_amounts(line: dict[str, Any], tax: Tax) -> dict[str, Any]:
    return line | {name: str(getattr(tax, name)) for name in AMOUNTS}


def _line(line: OrderLine, seller: TaxIdentity, place: Place, day: date) -> dict[str, Any]:
    rule = rule_for(line.service, day)
    taxable = bool(seller.gstin) and rule.treatment == Treatment.TAXABLE
    rate = rule.rate if taxable and place.export != Export.LUT else Decimal(0)
    said = {"description": line.description, "service": line.service, "sac": rule.sac, "rate": f"{rate.normalize():f}"}
    said |= {"treatment": (Treatment.TAXABLE if taxable else Treatment.EXEMPT).value}
    said |= {"price": str(line.price), "discount": str(line.discount)}
    return with_amounts(said, split(line.total, rate, inter_state=place.inter_state))


def _seller(seller: TaxIdentity) -> dict[str, str]:
    here = practice()
    return {
        "name": seller.legal_name or here.name_en,
        "address": seller.address or here.address_en,
        "gstin": seller.gstin,
        "pan": seller.pan,
        "state": seller.state,
        "state_name": STATES.get(seller.state, ""),
        "email": here.email,
        "signatory": seller.signatory,
    }


def _buyer(order: Order) -> dict[str, str]:
    return {
        "name": order.bill_name,
        "address": order.bill_address,
        "gstin": order.bill_gstin,
        "state": order.bill_state,
        "state_name": STATES.get(order.bill_state, ""),
        "country": order.bill_country,
    }
