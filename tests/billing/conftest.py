"""After every test of billing the ledger balances."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from pathya.accounts.models import User
from pathya.billing.models import Order, Payment, SandboxPayment, TaxRule
from pathya.billing.rules import Treatment
from pathya.billing.services import asking, orders, payments
from pathya.billing.tasks import send_refund, work_on
from pathya.practice.models import TaxIdentity
from pathya.practice.rules import check_character
from tests import factories

SHOULD = """
SELECT client.gateway, client.held, coalesce(books.held, 0)
FROM (SELECT p.gateway, sum(p.amount) - coalesce(sum(r.back), 0) AS held
      FROM billing_payment p
      LEFT JOIN (SELECT payment_id, sum(amount) AS back FROM billing_refund WHERE state = 'success' GROUP BY 1) r
             ON r.payment_id = p.id
      WHERE p.paid_at IS NOT NULL GROUP BY 1) AS client
LEFT JOIN (SELECT account, sum(amount) AS held FROM billing_posting GROUP BY 1) AS books
       ON books.account = 'clearing:' || client.gateway
WHERE client.held <> coalesce(books.held, 0)
"""
"""Gateways whose money, by payments and refunds, is not what the ledger says."""


@pytest.fixture(autouse=True)
def _balances(request: Any) -> Iterator[None]:
    if "committed" in request.fixturenames:
        request.getfixturevalue("committed")  # so that its database is looked at before it is gone
    yield
    if {"db", "committed"} & set(request.fixturenames):
        with connection.cursor() as cursor:
            cursor.execute("SELECT entry_id FROM billing_posting GROUP BY entry_id HAVING sum(amount) <> 0")
            assert cursor.fetchall() == []
            cursor.execute(SHOULD)
            assert cursor.fetchall() == []


def asked_for(amount: str = "499.00", *, client: User | None = None, papers: str = "paid", coupon: str = "") -> Order:
    """Adi asks somebody (Asha) for an amount; the order is open."""
    person = client or factories.asha()
    link = asking.link(
        actor=factories.adi(), client_id=person.pk, description="Diet plan", amount=Decimal(amount), papers=papers
    )
    order = asking.order_of(client=person, link_id=link.pk)
    return orders.describe(client=person, order_id=order.pk, coupon=coupon) if coupon else order


def attempt(amount: str = "499.00", *, client: User | None = None, papers: str = "paid", coupon: str = "") -> Payment:
    """And has gone to the pretend gateway."""
    order = asked_for(amount, client=client, papers=papers, coupon=coupon)
    return payments.begin(client=order.client, order_id=order.pk, gateway="sandbox")


def at_gateway(payment: Payment, status: str = "captured") -> SandboxPayment:
    """The gateway's record, as if the payer had ended it so."""
    SandboxPayment.objects.filter(order_id=payment.gateway_order).update(status=status, method="upi")
    return SandboxPayment.objects.get(order_id=payment.gateway_order)


def paid(amount: str = "499.00", *, client: User | None = None, papers: str = "paid") -> Payment:
    payment = attempt(amount, client=client, papers=papers)
    at_gateway(payment)
    payments.ask(payment=payment)
    payment.refresh_from_db()
    return payment


def registered(state: str = "27", **more: Any) -> TaxIdentity:
    """The practice has a GSTIN; consultations are taxed at 18 %."""
    gstin = f"{state}AAPFU0939F1Z"
    TaxRule.objects.create(
        service="consultation", since=date(2026, 1, 1), treatment=Treatment.TAXABLE, sac="999319", rate=18
    )
    return TaxIdentity.objects.create(
        legal_name="Pathya Nutrition LLP",
        address="12 Neem Road, Pune 411001",
        state=state,
        gstin=gstin + check_character(gstin),
        pan="AAPFU0939F",
        **more,
    )


def order_of(payment: Payment) -> Order:
    return Order.objects.get(pk=payment.order_id)


__all__ = ["asked_for", "at_gateway", "attempt", "order_of", "paid", "registered", "send_refund", "work_on"]
