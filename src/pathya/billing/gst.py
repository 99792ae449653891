"""A month for the GST portal: documents → the sections of GSTR-1. Pure; amounts stay `Decimal` until they are written.

Nil-rated and exempt lines stand in `nil`; only taxable ones in the other sections, but for the summary of SACs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pathya.billing.models import Invoice
from pathya.billing.rules import LARGE_INTER_STATE, Document, Export, Tax

ZERO = Tax(Decimal(0))
NATURES = {
    Document.INVOICE: 1,
    Document.SUPPLY: 1,
    Document.CREDIT: 5,
    Document.RECEIPT: 6,
    Document.VOUCHER: 8,
}
"""Numbers of GSTR-1's table 13."""
WORDS = {
    1: "Invoices for outward supply",
    5: "Credit Note",
    6: "Receipt Voucher",
    8: "Refund Voucher",
}


@dataclass(frozen=True)
class Sold:
    """One line of a document; `sign` is -1 where it takes back."""

    document: Invoice
    sac: str
    rate: Decimal
    tax: Tax
    taxable: bool
    sign: int

    @property
    def signed(self) -> Tax:
        return times(self.tax, self.sign)


def times(tax: Tax, sign: int) -> Tax:
    return Tax(tax.taxable * sign, tax.cgst * sign, tax.sgst * sign, tax.igst * sign)


def plus(one: Tax, other: Tax) -> Tax:
    return one - times(other, -1)


def lines_of(documents: Iterable[Invoice]) -> Iterator[Sold]:
    for document in documents:
        for line in document.content["lines"]:
            tax = Tax(*(Decimal(line[name]) for name in ("taxable", "cgst", "sgst", "igst")))
            rate = Decimal(line["rate"])
            taxable = line.get("treatment", "taxable" if rate else "exempt") == "taxable"
            sign = -1 if document.kind in {Document.CREDIT, Document.VOUCHER} else 1
            yield Sold(document, line["sac"], rate, tax, taxable, sign)


def section_of(document: Invoice) -> str:
    """Where a document with taxable lines is listed: b2b, exp, b2cl, b2cs; a credit note beside its original."""
    original = document.original or document
    content = original.content
    if content.get("export"):
        home = "exp"
    elif content["buyer"]["gstin"]:
        home = "b2b"
    elif content["place"] != content["seller"]["state"] and original.total > LARGE_INTER_STATE:
        home = "b2cl"
    else:
        home = "b2cs"
    if document.kind != Document.CREDIT:
        return home
    return {"b2b": "cdnr", "b2cs": "b2cs"}.get(home, "cdnur")


def gstr1(documents: list[Invoice], gstin: str, first: date) -> dict[str, Any]:
    """The return of a month as the portal takes it. Plain invoices of a practice without GSTIN have no part in it."""
    ours = [one for one in documents if one.kind in NATURES and one.content["seller"]["gstin"] == gstin]
    supplies = [one for one in ours if one.kind in {Document.INVOICE, Document.SUPPLY, Document.CREDIT}]
    supplies = [one for one in supplies if one.original is None or one.original.kind != Document.RECEIPT]
    found: dict[str, Any] = {"gstin": gstin, "fp": f"{first:%m%Y}"}
    listed: dict[str, list[Invoice]] = {}
    for one in supplies:
        if any(sold.taxable for sold in lines_of([one])):
            listed.setdefault(section_of(one), []).append(one)
    sections = {
        "b2b": _by_buyer(listed.get("b2b", []), "inv"),
        "b2cl": _by_place(listed.get("b2cl", [])),
        "b2cs": _b2cs(listed.get("b2cs", [])),
        "cdnr": _by_buyer(listed.get("cdnr", []), "nt"),
        "cdnur": [_note(one, unregistered=True) for one in listed.get("cdnur", [])],
        "exp": _exports(listed.get("exp", [])),
        "at": _advances(_open_advances(ours), _received),
        "txpd": _advances(_open_advances(ours), _used),
        "nil": _nil(supplies),
        "hsn": _hsn(supplies),
        "doc_issue": _issued(ours),
    }
    return found | {name: rows for name, rows in sections.items() if rows}


def money(amount: Decimal) -> float:
    """A JSON number; two places are exact in it."""
    return float(round(amount, 2))


def _rate(rate: Decimal) -> float:
    return float(rate)


def _taxes(tax: Tax, *, name: str = "txval") -> dict[str, float]:
    return {
        name: money(tax.taxable),
        "iamt": money(tax.igst),
        "camt": money(tax.cgst),
        "samt": money(tax.sgst),
        "csamt": 0.0,
    }


def _by_rate(sold: Iterable[Sold]) -> dict[Decimal, Tax]:
    found: dict[Decimal, Tax] = {}
    for one in sold:
        if one.taxable:
            found[one.rate] = plus(found.get(one.rate, ZERO), one.tax)
    return dict(sorted(found.items()))


def _items(document: Invoice) -> list[dict[str, Any]]:
    rows = _by_rate(lines_of([document]))
    return [
        {"num": place, "itm_det": {"rt": _rate(rate)} | _taxes(tax)}
        for place, (rate, tax) in enumerate(rows.items(), 1)
    ]


def _head(document: Invoice) -> dict[str, Any]:
    return {
        "inum": document.number,
        "idt": f"{document.issued_on:%d-%m-%Y}",
        "val": money(document.total),
        "pos": document.content["place"],
        "rchrg": "N",
        "inv_typ": "R",
        "itms": _items(document),
    }


def _note(document: Invoice, *, unregistered: bool = False) -> dict[str, Any]:
    found = _head(document)
    note = {
        "ntty": "C",
        "nt_num": found["inum"],
        "nt_dt": found["idt"],
        "val": found["val"],
        "pos": found["pos"],
        "itms": found["itms"],
    }
    if not unregistered:
        return note | {"rchrg": "N", "inv_typ": "R"}
    kinds = {Export.TAX_PAID: "EXPWP", Export.LUT: "EXPWOP"}
    return note | {"typ": kinds.get(Export(document.content.get("export", "")), "B2CL")}


def _by_buyer(documents: list[Invoice], name: str) -> list[dict[str, Any]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for one in documents:
        row = _head(one) if name == "inv" else _note(one)
        found.setdefault(one.content["buyer"]["gstin"], []).append(row)
    return [{"ctin": gstin, name: rows} for gstin, rows in sorted(found.items())]


def _by_place(documents: list[Invoice]) -> list[dict[str, Any]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for one in documents:
        head = _head(one)
        row = {name: head[name] for name in ("inum", "idt", "val", "itms")}
        found.setdefault(head["pos"], []).append(row)
    return [{"pos": place, "inv": rows} for place, rows in sorted(found.items())]


def _exports(documents: list[Invoice]) -> list[dict[str, Any]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for one in documents:
        items = [
            {"txval": money(tax.taxable), "rt": _rate(rate), "iamt": money(tax.igst), "csamt": 0.0}
            for rate, tax in _by_rate(lines_of([one])).items()
        ]
        row = {"inum": one.number, "idt": f"{one.issued_on:%d-%m-%Y}", "val": money(one.total), "itms": items}
        found.setdefault(one.content["export"], []).append(row)
    return [{"exp_typ": kind, "inv": rows} for kind, rows in sorted(found.items())]


def _side(document: Invoice) -> tuple[str, str]:
    """INTRA or INTER, and the place of supply."""
    content = document.content
    return ("INTRA" if content["place"] == content["seller"]["state"] else "INTER"), content["place"]


def _b2cs(documents: list[Invoice]) -> list[dict[str, Any]]:
    """Summed by place and rate; small credit notes are taken off here."""
    found: dict[tuple[str, str, Decimal], Tax] = {}
    for one in lines_of(documents):
        if one.taxable:
            key = (*_side(one.document), one.rate)
            found[key] = plus(found.get(key, ZERO), one.signed)
    return [
        {"sply_ty": side, "pos": place, "typ": "OE", "rt": _rate(rate)} | _taxes(tax)
        for (side, place, rate), tax in sorted(found.items())
    ]


def _nil(documents: list[Invoice]) -> dict[str, Any]:
    found: dict[str, Decimal] = {}
    for one in lines_of(documents):
        if not one.taxable:
            side, _place = _side(one.document)
            registered = bool(one.document.content["buyer"]["gstin"])
            key = f"{'INTRA' if side == 'INTRA' else 'INTR'}{'B2B' if registered else 'B2C'}"
            found[key] = found.get(key, Decimal(0)) + one.signed.taxable
    rows = [
        {"sply_ty": key, "nil_amt": 0.0, "expt_amt": money(amount), "ngsup_amt": 0.0}
        for key, amount in sorted(found.items())
    ]
    return {"inv": rows} if rows else {}


def _hsn(documents: list[Invoice]) -> dict[str, Any]:
    found: dict[tuple[str, str, Decimal], Tax] = {}
    for one in lines_of(documents):
        side = "hsn_b2b" if one.document.content["buyer"]["gstin"] else "hsn_b2c"
        key = (side, one.sac, one.rate)
        found[key] = plus(found.get(key, ZERO), one.signed)
    sides: dict[str, list[dict[str, Any]]] = {}
    for (side, sac, rate), tax in sorted(found.items()):
        rows = sides.setdefault(side, [])
        row = {"num": len(rows) + 1, "hsn_sc": sac, "desc": "", "uqc": "NA", "qty": 0.0, "rt": _rate(rate)}
        rows.append(row | _taxes(tax))
    return sides


def _open_advances(documents: list[Invoice]) -> list[Invoice]:
    """Without those received and invoiced in the same month: they are plain supplies."""
    received = {one.order_id for one in documents if _received(one) > 0}
    used = {one.order_id for one in documents if _used(one)}
    return [one for one in documents if one.order_id not in received & used]


def _received(one: Invoice) -> int:
    """Advances of the month, less what of them went back."""
    return {Document.RECEIPT: 1, Document.VOUCHER: -1}.get(Document(one.kind), 0)


def _used(one: Invoice) -> int:
    """Invoices of the month over advances."""
    return 1 if one.kind == Document.INVOICE and "advance" in one.content else 0


def _advances(documents: list[Invoice], sign_of: Any) -> list[dict[str, Any]]:
    found: dict[tuple[str, str, Decimal], Tax] = {}
    for one in lines_of(documents):
        if one.taxable and (sign := sign_of(one.document)):
            side, place = _side(one.document)
            key = (place, side, one.rate)
            found[key] = plus(found.get(key, ZERO), times(one.tax, sign))
    return [
        {"pos": place, "sply_ty": side, "itms": [{"rt": _rate(rate)} | _taxes(tax, name="ad_amt")]}
        for (place, side, rate), tax in sorted(found.items())
        if tax.taxable
    ]


def _issued(documents: list[Invoice]) -> dict[str, Any]:
    """Table 13: from which number to which, by kind and series. None is ever cancelled."""
    series: dict[tuple[int, str], list[str]] = {}
    for one in documents:
        nature = NATURES[Document(one.kind)]
        series.setdefault((nature, one.number.rpartition("/")[0]), []).append(one.number)
    rows: dict[int, list[dict[str, Any]]] = {}
    for (nature, _name), numbers in sorted(series.items()):
        docs = rows.setdefault(nature, [])
        span = {"num": len(docs) + 1, "from": min(numbers), "to": max(numbers)}
        docs.append(span | {"totnum": len(numbers), "cancel": 0, "net_issue": len(numbers)})
    details = [{"doc_num": nature, "doc_typ": WORDS[nature], "docs": docs} for nature, docs in rows.items()]
    return {"doc_det": details} if details else {}
