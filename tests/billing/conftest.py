"""After every test of billing the ledger balances."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from pathya.billing.models import Order, Payment, SandboxPayment
from pathya.billing.services import asking, orders, payments
from pathya.billing.tasks import send_refund, work_on
from tests import factories


@pytest.fixture(autouse=True)
def _balances(request: Any) -> Iterator[None]:
    yield
    if "db" in request.fixturenames or "transactional_db" in request.fixturenames:
        with connection.cursor() as cursor:
            cursor.execute("SELECT entry_id FROM billing_posting GROUP BY entry_id HAVING sum(amount) <> 0")
            assert cursor.fetchall() == []


def attempt(amount: str = "499.00") -> Payment:
    """Asha is asked for an amount by Adi and has gone to the pretend gateway."""
    link = asking.link(
        actor=factories.adi(), client_id=factories.asha().pk, description="Diet plan", amount=Decimal(amount)
    )
    order = orders.open_order(client=factories.asha(), things=[("payment_link", str(link.pk))])
    return payments.begin(client=factories.asha(), order_id=order.pk, gateway="sandbox")


def at_gateway(payment: Payment, status: str = "captured") -> SandboxPayment:
    """The gateway's record, as if the payer had ended it so."""
    SandboxPayment.objects.filter(order_id=payment.gateway_order).update(status=status, method="upi")
    return SandboxPayment.objects.get(order_id=payment.gateway_order)


def paid(amount: str = "499.00") -> Payment:
    payment = attempt(amount)
    at_gateway(payment)
    payments.ask(payment=payment)
    payment.refresh_from_db()
    return payment


def order_of(payment: Payment) -> Order:
    return Order.objects.get(pk=payment.order_id)


__all__ = ["at_gateway", "attempt", "order_of", "paid", "send_refund", "work_on"]
