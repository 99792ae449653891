"""Tax to the paisa, numbers without gaps, words, documents in both languages."""

import itertools
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathya.billing import papers
from pathya.billing.models import Invoice, Order
from pathya.billing.rules import ZERO, Tax, financial_year, number, part_of, safe_cell, shares, split
from pathya.billing.services import asking, documents, orders
from pathya.billing.words import rupees_in_words
from tests import factories
from tests.billing.conftest import paid, registered

AMOUNT = st.decimals(min_value=0, max_value=10_000_000, places=2)
RATE = st.sampled_from([Decimal(0), Decimal(5), Decimal(12), Decimal(18), Decimal(28)])


@given(AMOUNT, RATE, st.booleans())
def test_split_adds_up(total: Decimal, rate: Decimal, inter: bool) -> None:
    tax = split(total, rate, inter_state=inter)
    assert tax.total == total
    assert tax.cgst == tax.sgst
    assert abs(tax.taxable * rate / 100 - (tax.cgst + tax.sgst + tax.igst)) <= Decimal("0.02")


@given(AMOUNT, RATE, st.booleans(), st.lists(st.integers(1, 99), max_size=6))
def test_parts_add_up_to_the_whole(total: Decimal, rate: Decimal, inter: bool, cuts: list[int]) -> None:
    whole = split(total, rate, inter_state=inter)
    steps = sorted({(total * cut / 100).quantize(Decimal("0.01")) for cut in cuts} | {ZERO, total})
    parts = [part_of(whole, now) - part_of(whole, then) for then, now in itertools.pairwise(steps)]
    assert sum((part.total for part in parts), ZERO) == total
    assert Tax(*(sum((getattr(part, n) for part in parts), ZERO) for n in ("taxable", "cgst", "sgst", "igst"))) == (
        whole if parts else Tax(ZERO)
    )


@given(AMOUNT, st.lists(AMOUNT, min_size=1, max_size=6))
def test_shares_add_up(total: Decimal, parts: list[Decimal]) -> None:
    assert sum(shares(total, parts)) == (total if sum(parts) else 0)


def test_words_years_numbers() -> None:
    assert rupees_in_words(Decimal("124999.50"), "en") == (
        "Rupees one lakh twenty-four thousand nine hundred ninety-nine and fifty paise only"
    )
    assert rupees_in_words(Decimal("10000005.05"), "hi") == "एक करोड़ पाँच रुपये और पाँच पैसे मात्र"
    assert rupees_in_words(Decimal(0), "en") == "Rupees zero only"
    assert (financial_year(date(2027, 3, 31)), financial_year(date(2027, 4, 1))) == ("2627", "2728")
    assert len(number("INV", "2627", 999_999)) <= 16


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-x", "@a", "\tx"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe_cell(text).startswith("'")
    assert safe_cell("-12.50") == "-12.50"


@pytest.mark.django_db
def test_taxable_and_exempt_documents_in_both_languages() -> None:
    paid()
    assert Invoice.objects.get().kind == "plain"
    registered()
    payment = paid("1180.00")
    invoice = Invoice.objects.get(order=payment.order_id)
    assert (invoice.kind, invoice.taxable, invoice.cgst, invoice.igst) == ("invoice", 1000, 90, 0)
    for language, title in (("en", "Tax invoice"), ("hi", "")):
        text = pypdfium2.PdfDocument(papers.pdf(invoice, language))[0].get_textpage().get_text_range()
        assert invoice.number in text
        assert title in text
        assert "₹1,180.00" in text


@pytest.mark.django_db
def test_another_state_pays_igst() -> None:
    registered()
    order = _order()
    order.bill_state = "07"
    invoice, _taxes = documents.issue(order)
    assert (invoice.cgst, invoice.igst) == (0, Decimal("180.00"))


def _order() -> Order:
    link = asking.link(
        actor=factories.adi(), client_id=factories.asha().pk, description="Diet plan", amount=Decimal("1180.00")
    )
    return orders.open_order(client=factories.asha(), things=[("payment_link", str(link.pk))])
