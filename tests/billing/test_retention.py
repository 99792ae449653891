"""Tax documents are removed when the law no longer asks for them, and not a day before."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from pathya.billing import retention
from pathya.billing.models import Entry, Invoice, Order, Posting
from pathya.kit import clock
from tests.billing.conftest import order_of, paid

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("today", "until"),
    [
        (date(2026, 3, 31), date(2017, 3, 31)),
        (date(2026, 4, 1), date(2018, 3, 31)),
        (date(2026, 11, 28), date(2018, 3, 31)),
        (date(2027, 1, 1), date(2018, 3, 31)),
    ],
)
def test_eight_years_from_the_end_of_the_financial_year(today: date, until: date) -> None:
    assert retention.last_day_to_go(today, 8) == until
    assert until < today - timedelta(days=8 * 365)


def dated(order: Order, day: date) -> Invoice:
    """The order's invoice, as if it had been issued on that day."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE billing_invoice SET issued_on = %s WHERE order_id = %s", [day, order.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")
    return Invoice.objects.get(order=order)


def test_old_documents_go_with_whom_they_were_billed_to_and_the_books_stay() -> None:
    until = retention.last_day_to_go(clock.today("Asia/Kolkata"), 8)
    old, young = order_of(paid("499.00")), order_of(paid("999.00"))
    Order.objects.update(bill_name="Asha Verma", bill_address="4 MG Road")
    dated(old, until)
    dated(young, until + timedelta(days=1))
    entries = Entry.objects.count(), Posting.objects.count()
    assert retention.forget_old() == 1
    assert retention.forget_old() == 0
    assert [row.order_id for row in Invoice.objects.all()] == [young.pk]
    assert [row.bill_name for row in Order.objects.order_by("bill_name")] == ["", "Asha Verma"]
    assert (Entry.objects.count(), Posting.objects.count()) == entries


def test_the_database_lets_no_younger_document_go_whoever_asks() -> None:
    order = order_of(paid())
    invoice = Invoice.objects.get(order=order)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pathya.forgets_until', '2099-01-01', true)")
    with pytest.raises(DatabaseError), transaction.atomic():
        invoice.delete()
    old = dated(order, date(2010, 1, 1))
    with pytest.raises(DatabaseError), transaction.atomic():
        Invoice.objects.filter(pk=old.pk).update(number="X")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pathya.forgets_until', '', true)")
    with pytest.raises(DatabaseError), transaction.atomic():
        old.delete()
