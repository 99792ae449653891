"""Vouchers, invoices before payment, exports, the rules of 46, and a month for the GST portal."""

import csv
import io
import json
from datetime import date, timedelta
from decimal import Decimal

import pypdfium2
import pytest
from django.test import Client

from pathya.billing import errors, gst, papers, returns, selectors
from pathya.billing.models import Invoice, Order, TaxRule
from pathya.billing.rules import Document, OrderState, PaymentState, Treatment
from pathya.billing.services import asking, catalogue, documents, orders, payments, refunds
from pathya.kit import clock
from pathya.kit.errors import Forbidden, Invalid
from pathya.practice.rules import check_character
from tests import factories
from tests.billing.conftest import asked_for, at_gateway, attempt, paid, registered, send_refund

pytestmark = pytest.mark.django_db
GSTIN = "29AAGCB7383J1Z" + check_character("29AAGCB7383J1Z")


def kinds(order: Order) -> list[str]:
    return list(Invoice.objects.filter(order=order).order_by("issued_at").values_list("kind", flat=True))


def words(document: Invoice, language: str = "en") -> str:
    return pypdfium2.PdfDocument(papers.pdf(document, language))[0].get_textpage().get_text_range()


def test_an_advance_has_a_receipt_voucher_then_an_invoice_then_credit_notes() -> None:
    registered()
    payment = paid("1180.00", papers="advance")
    assert kinds(payment.order) == ["receipt"]
    assert selectors.balances() == {"clearing:sandbox": 1180, "advances": -1000, "tax:cgst": -90, "tax:sgst": -90}
    refunds.refund(actor=factories.adi(), payment_id=payment.pk, amount=Decimal(118), reason="one session less")
    bill = asking.supplied(actor=factories.adi(), order_id=payment.order_id)
    assert (bill.kind, bill.total, bill.taxable) == ("invoice", Decimal(1062), Decimal(900))
    assert bill.content["advance"]["number"].startswith("RV/")
    with pytest.raises(errors.NotOpen):
        asking.supplied(actor=factories.adi(), order_id=payment.order_id)
    refunds.refund(actor=factories.adi(), payment_id=payment.pk, amount=None, reason="agreed")
    assert kinds(payment.order) == ["receipt", "voucher", "invoice", "credit"]
    left = {name: amount for name, amount in selectors.balances().items() if amount}
    assert left == {"clearing:sandbox": 1180, "refunds_due": -1180}


def test_an_advance_returned_before_its_invoice_has_a_refund_voucher() -> None:
    registered()
    payment = paid("1180.00", papers="advance")
    made = refunds.refund(actor=factories.adi(), payment_id=payment.pk, amount=None, reason="called off")
    send_refund(refund_id=str(made.pk))
    assert kinds(payment.order) == ["receipt", "voucher"]
    assert not any(selectors.balances().values())
    with pytest.raises(errors.NotOpen):
        asking.supplied(actor=factories.adi(), order_id=payment.order_id)


def test_an_unpaid_invoice_carries_the_upi_code_until_it_is_paid_by_hand() -> None:
    registered(upi_id="pathya@upi")
    order = asked_for("1180.00", papers="before")
    bill = Invoice.objects.get()
    assert selectors.balances()["receivable"] == 1180
    assert papers.upi_link(bill.total, bill.number).startswith("upi://pay?pa=pathya%40upi&pn=Pathya%20Nutrition")
    assert "To be paid" in words(bill)
    with pytest.raises(Forbidden):
        payments.by_hand(actor=factories.meera(), order_id=order.pk, method="upi", reference="UTR1")
    payment = payments.by_hand(actor=factories.adi(), order_id=order.pk, method="upi", reference="UTR1")
    assert payment.state == PaymentState.SUCCESS
    bill.refresh_from_db()
    assert "To be paid" not in words(Invoice.objects.get())
    assert selectors.balances()["receivable"] == 0
    other = asked_for("50.00")
    with pytest.raises(Invalid):
        payments.by_hand(actor=factories.adi(), order_id=other.pk, method="upi", reference="UTR1")
    made = refunds.refund(actor=factories.adi(), payment_id=payment.pk, amount=None, reason="x")
    send_refund(refund_id=str(made.pk))
    assert refunds.by_hand(actor=factories.adi(), refund_id=made.pk, reference="UTR2").state == "success"
    assert not any(selectors.balances().values())


def test_a_withdrawn_invoice_is_taken_back_and_paid_back() -> None:
    registered()
    payment = attempt("1180.00", papers="before")
    reference = payment.order.lines.get().reference
    asking.withdraw(actor=factories.adi(), link_id=reference)
    assert kinds(payment.order) == ["invoice", "credit"]
    assert not any(selectors.balances().values())
    at_gateway(payment)
    payments.ask(payment=payment)
    assert Order.objects.get(pk=payment.order_id).state == OrderState.CANCELLED
    assert payment.refunds.get().amount == Decimal("1180.00")
    assert kinds(payment.order) == ["invoice", "credit"]


@pytest.mark.parametrize(
    ("lut", "rupees", "export", "igst", "says"),
    [
        (True, True, "WOPAY", "0.00", "LETTER OF UNDERTAKING"),
        (False, True, "WPAY", "180.00", "ON PAYMENT OF INTEGRATED TAX"),
        (True, False, "", "180.00", "Outside India"),
    ],
)
def test_abroad(lut: bool, rupees: bool, export: str, igst: str, says: str) -> None:
    today = clock.today("Asia/Kolkata")
    valid = {"lut_number": "AD2704", "lut_from": today, "lut_until": today} if lut else {}
    registered(rupee_exports=rupees, **valid)
    order = asked_for("1180.00")
    order = orders.describe(client=order.client, order_id=order.pk, country="GB", state="27")
    bill, _taxes = documents.issue(Order.objects.get(pk=order.pk))
    assert (bill.content["export"], bill.content["place"], str(bill.igst)) == (export, "96", igst)
    assert bill.total == 1180
    assert says in words(bill).replace("\r\n", " ")


def test_what_rule_46_wants_is_asked_for() -> None:
    registered()
    order = asked_for("60000.00")
    for given, missing in (
        ({}, {"address", "state"}),
        ({"address": "1 Lake Road"}, {"state"}),
        ({"address": "1 Lake Road", "gstin": GSTIN[:-1] + "0"}, {"gstin", "state"}),
        ({"gstin": GSTIN}, {"address"}),
    ):
        with pytest.raises(Invalid) as wrong:
            orders.describe(client=order.client, order_id=order.pk, **given)
        assert set(wrong.value.fields) == missing or "gstin" in wrong.value.fields
    done = orders.describe(client=order.client, order_id=order.pk, address="1 Lake Road", gstin=GSTIN, state="07")
    assert done.bill_state == "29"


def _month() -> list[Invoice]:
    """One of each: B2B, its credit note, B2CS of two places, B2CL, export, exempt, an advance, a plain refund."""
    today = clock.today("Asia/Kolkata")
    registered(rupee_exports=True, lut_number="AD27", lut_from=today, lut_until=today)
    TaxRule.objects.create(service="exempt", since=date(2026, 1, 1), treatment=Treatment.EXEMPT, sac="999312", rate=0)
    adi = factories.adi()

    def one(amount: str, service: str = "consultation", **bill: str) -> None:
        link = asking.link(
            actor=adi, client_id=factories.asha().pk, description="=x", amount=Decimal(amount), service=service
        )
        order = asking.order_of(client=factories.asha(), link_id=link.pk)
        details = {"name": "Asha", "address": "1 Lake Road", "state": "", "gstin": "", "country": "IN", **bill}
        orders.describe(client=factories.asha(), order_id=order.pk, **details)
        payments.by_hand(actor=adi, order_id=order.pk, method="bank", reference=order.pk.hex)

    one("11800.00", gstin=GSTIN)
    one("1180.00", state="27")
    one("590.00", state="27")
    one("1180.00", state="07")
    one("118000.00", state="07")
    one("236000.00", country="US")
    one("500.00", service="exempt", state="27")
    paid("1180.00", client=factories.bilal(), papers="advance")
    for number, amount in ((1, "1180.00"), (3, "590.00")):
        bill = Invoice.objects.get(number__endswith=f"{number:06}", kind="invoice")
        refunds.refund(actor=adi, payment_id=bill.order.payments.get().pk, amount=Decimal(amount), reason="x")
    return list(Invoice.objects.order_by("issued_at"))


def test_a_month_for_the_portal() -> None:
    made = _month()
    today = clock.today("Asia/Kolkata")
    found = returns.gstr1(factories.adi(), f"{today:%Y-%m}")
    assert found["fp"] == f"{today:%m%Y}"
    [buyer] = found["b2b"]
    assert (buyer["ctin"], buyer["inv"][0]["pos"], buyer["inv"][0]["val"]) == (GSTIN, "29", 11800.0)
    assert buyer["inv"][0]["itms"][0]["itm_det"] == {
        "rt": 18.0,
        "txval": 10000.0,
        "iamt": 1800.0,
        "camt": 0.0,
        "samt": 0.0,
        "csamt": 0.0,
    }
    assert found["b2cl"][0]["pos"] == "07"
    intra, inter = sorted(found["b2cs"], key=lambda row: row["sply_ty"] != "INTRA")
    assert (intra["txval"], intra["camt"], inter["iamt"]) == (1000.0, 90.0, 180.0)
    assert found["cdnr"][0]["nt"][0]["val"] == 1180.0
    assert found["exp"][0]["exp_typ"] == "WOPAY"
    assert found["exp"][0]["inv"][0]["itms"] == [{"txval": 236000.0, "rt": 0.0, "iamt": 0.0, "csamt": 0.0}]
    assert found["nil"]["inv"] == [{"sply_ty": "INTRAB2C", "nil_amt": 0.0, "expt_amt": 500.0, "ngsup_amt": 0.0}]
    assert found["at"][0]["itms"][0]["ad_amt"] == 1000.0
    assert {row["hsn_sc"] for row in found["hsn"]["hsn_b2c"]} == {"999319", "999312"}
    counted = sum(docs["totnum"] for kind in found["doc_issue"]["doc_det"] for docs in kind["docs"])
    assert counted == len(made)
    supplied = [one for one in made if one.kind in {Document.INVOICE, Document.SUPPLY, Document.CREDIT}]
    signed = sum(-one.taxable if one.kind == Document.CREDIT else one.taxable for one in supplied)
    summed = sum(Decimal(str(row["txval"])) for rows in found["hsn"].values() for row in rows)
    assert signed == summed
    json.dumps(found, allow_nan=False)


def test_the_month_on_the_page_and_as_files(client: Client) -> None:
    _month()
    month = f"{clock.today('Asia/Kolkata'):%Y-%m}"
    client.force_login(factories.adi())
    page = client.get(f"/office/money/gst/?month={month}")
    assert page.status_code == 200
    assert "B2CL" in page.content.decode()
    register = client.get(f"/office/money/gst/?month={month}&export=register").content.decode().lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(register)))
    assert len(rows) == Invoice.objects.count()
    assert sum(Decimal(row["total"]) for row in rows if row["kind"] == "credit") == -1770
    section = client.get(f"/office/money/gst/?month={month}&export=b2b").content.decode()
    assert GSTIN in section
    token = {"Authorization": f"Bearer {factories.access_token(factories.adi())}"}
    for rest in ("register", "register.csv", "gstr1.json", "gstr1/hsn.csv"):
        assert client.get(f"/api/v1/payments/gst/{month}/{rest}", headers=token).status_code == 200
    assert client.get("/api/v1/payments/gst/2026-13/register", headers=token).status_code == 404
    client.force_login(factories.asha())
    assert client.get(f"/office/money/gst/?month={month}").status_code == 404


def test_rules_are_dated_and_not_changed() -> None:
    adi, today = factories.adi(), clock.today("Asia/Kolkata")
    rule = {"service": "premium", "treatment": "taxable", "sac": "999319", "rate": Decimal(18)}
    catalogue.rule(actor=adi, since=today - timedelta(days=2), **rule)
    catalogue.rule(actor=adi, since=today + timedelta(days=1), **rule | {"rate": Decimal(5)})
    for wrong in ({"since": today - timedelta(days=2)}, {"rate": Decimal(0)}, {"sac": "12"}, {"treatment": "odd"}):
        with pytest.raises(Invalid):
            catalogue.rule(actor=adi, **{"since": today, **rule, **wrong})
    with pytest.raises(Forbidden):
        catalogue.rule(actor=factories.meera(), since=today, **rule)
    assert documents.drawn(asked_for(), today)[1]["lines"][0]["rate"] == "0"
    assert gst.section_of(Invoice(kind="invoice", total=1, content=documents.drawn(asked_for(), today)[1])) == "b2cs"


def test_an_open_order_on_paper_with_the_upi_code_until_it_is_paid(client: Client) -> None:
    registered(upi_id="pathya@upi")
    order = asked_for("1180.00")
    client.force_login(factories.asha())
    for language in ("en", "hi"):
        text = pypdfium2.PdfDocument(papers.request_pdf(order, language))[0].get_textpage().get_text_range()
        assert "₹1,180.00" in text
    assert client.get(f"/pay/{order.pk}/request.pdf").status_code == 200
    payments.by_hand(actor=factories.adi(), order_id=order.pk, method="bank", reference="UTR9")
    assert client.get(f"/pay/{order.pk}/request.pdf").status_code == 404
