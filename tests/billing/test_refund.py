"""Money back: never more than is left, once, with a credit note."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from pathya.billing import errors, selectors
from pathya.billing.models import Invoice
from pathya.billing.rules import Document, PaymentState
from pathya.billing.services import refunds
from pathya.kit.errors import Forbidden, Invalid
from tests import factories
from tests.billing.conftest import paid, send_refund

pytestmark = pytest.mark.django_db


def test_in_parts_to_the_last_paisa() -> None:
    payment = paid("100.00")
    for amount in ("33.33", "33.33", None):
        wanted = Decimal(amount) if amount else None
        made = refunds.refund(actor=factories.adi(), payment_id=payment.pk, amount=wanted, reason="agreed")
        send_refund(refund_id=str(made.pk))
    payment.refresh_from_db()
    assert payment.state == PaymentState.REFUNDED
    notes = Invoice.objects.filter(kind=Document.CREDIT)
    assert sum(note.total for note in notes) == Decimal("100.00")
    assert not any(selectors.balances().values())


@pytest.mark.parametrize("amount", ["0", "-1", "0.001", "NaN"])
def test_no_senseless_amounts(amount: str) -> None:
    payment = paid()
    with pytest.raises((Invalid, ArithmeticError)):
        refunds.refund(actor=factories.adi(), payment_id=payment.pk, amount=Decimal(amount), reason="x")


def test_not_above_what_is_left_and_only_by_admins() -> None:
    payment = paid("100.00")
    with pytest.raises(errors.TooMuch):
        refunds.refund(actor=factories.adi(), payment_id=payment.pk, amount=Decimal("100.01"), reason="x")
    for other in (factories.asha(), factories.meera(), factories.esha()):
        with pytest.raises(Forbidden):
            refunds.refund(actor=other, payment_id=payment.pk, amount=None, reason="x")


def test_issued_documents_never_change() -> None:
    paid()
    for statement in ("UPDATE billing_invoice SET total = total", "DELETE FROM billing_posting"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_office_refunds(client: Client) -> None:
    payment = paid()
    client.force_login(factories.adi())
    address = f"/office/money/payments/{payment.pk}/"
    assert client.post(address, {"amount": "999", "reason": "x"}).status_code == 422
    assert client.post(address, {"amount": "99.00", "reason": "=cmd()"}).status_code == 302
    sheet = client.get("/office/money/refunds/?export=csv").content.decode()
    assert "'=cmd()" in sheet
    for name in ("orders", "payments", "refunds", "invoices", "coupons", "webhooks", "differences"):
        assert client.get(f"/office/money/{name}/?q=asha&sort=-created_at").status_code == 200
