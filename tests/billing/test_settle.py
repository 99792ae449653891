"""Verified return and webhooks, in any order and number: paid once, one document, one mail."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from pathya.billing import sandbox, selectors
from pathya.billing.models import (
    Difference,
    Invoice,
    Order,
    OrderLine,
    Payment,
    PaymentLink,
    Refund,
    WebhookEvent,
)
from pathya.billing.rules import OrderState, PaymentState, RefundState
from pathya.billing.services import inbox, payments, pretend, reconciling
from pathya.billing.services.settle import settle
from pathya.integrations.payments import Outcome, Seen
from pathya.kit.ids import new_id
from pathya.outbox.models import Message
from tests import factories
from tests.billing.conftest import at_gateway, attempt, order_of, paid, send_refund, work_on

pytestmark = pytest.mark.django_db
HOOK = "/api/v1/payments/webhooks/sandbox"


def tell(client: Client, payment: Payment, kind: str) -> int:
    raw, headers = sandbox.webhook(at_gateway(payment, "captured"), kind)
    return client.post(HOOK, raw, content_type="application/json", headers=headers).status_code


def work_off() -> None:
    for row in WebhookEvent.objects.filter(done_at=None):
        work_on(event_id=str(row.pk))


def test_return_then_webhook(client: Client) -> None:
    payment = attempt()
    fields = sandbox.callback(at_gateway(payment))
    answer = client.get("/pay/return/sandbox/", fields)
    assert answer.status_code == 302
    assert tell(client, payment, pretend.CAPTURED) == 200
    assert tell(client, payment, pretend.FAILED) == 200
    work_off()
    order = order_of(payment)
    assert order.state == OrderState.PAID
    assert Payment.objects.get().state == PaymentState.SUCCESS
    assert PaymentLink.objects.get().paid_at
    assert Invoice.objects.count() == 1
    assert Message.objects.filter(template="billing/mail/paid").count() == 1
    assert sum(selectors.balances().values()) == 0
    assert selectors.balances()["clearing:sandbox"] == Decimal("499.00")


def test_late_failure_undoes_nothing_and_success_follows_failure(client: Client) -> None:
    payment = attempt()
    tell(client, payment, pretend.FAILED)
    work_off()
    payment.refresh_from_db()
    assert payment.state == PaymentState.FAILED
    tell(client, payment, pretend.CAPTURED)
    work_off()
    payment.refresh_from_db()
    assert payment.state == PaymentState.SUCCESS


def test_forged_webhooks_and_returns(client: Client) -> None:
    payment = attempt()
    raw, headers = sandbox.webhook(at_gateway(payment), pretend.CAPTURED)
    for body, sent in [(raw + b" ", headers), (raw, headers | {"X-Razorpay-Signature": "0" * 64}), (raw, {})]:
        assert client.post(HOOK, body, content_type="application/json", headers=sent).status_code == 400
    assert client.post("/api/v1/payments/webhooks/none", raw, content_type="application/json").status_code == 404
    fields = sandbox.callback(at_gateway(payment)) | {"razorpay_signature": "x"}
    assert client.get("/pay/return/sandbox/", fields).status_code == 400
    assert WebhookEvent.objects.count() == 0
    assert order_of(payment).state == OrderState.OPEN


@pytest.mark.parametrize(
    ("amount", "currency"), [("1.00", "INR"), ("498.99", "INR"), ("499.01", "INR"), ("499.00", "USD"), ("-1", "INR")]
)
def test_another_amount_is_a_difference_and_never_paid(amount: str, currency: str) -> None:
    payment = attempt()
    seen = Seen(payment.gateway_order, "pay_x", Outcome.SUCCESS, Decimal(amount), currency)
    settle(payment_id=payment.pk, seen=seen)
    settle(payment_id=payment.pk, seen=seen)
    assert order_of(payment).state == OrderState.OPEN
    assert Difference.objects.count() == 1


def test_unknown_events_are_kept_and_replayed(client: Client) -> None:
    payment = attempt()
    row = at_gateway(payment)
    Payment.objects.update(gateway_order="order_elsewhere")
    raw, headers = sandbox.webhook(row, pretend.CAPTURED)
    client.post(HOOK, raw, content_type="application/json", headers=headers)
    work_off()
    event = WebhookEvent.objects.get()
    assert event.outcome == "no such payment"
    Payment.objects.update(gateway_order=row.order_id)
    inbox.replay(actor=factories.adi(), event_id=event.pk)
    work_off()
    assert order_of(payment).state == OrderState.PAID


def test_what_is_no_longer_to_be_had_is_paid_back() -> None:
    payment = attempt()
    PaymentLink.objects.update(paid_at="2026-01-01T00:00:00Z")
    at_gateway(payment)
    payments.ask(payment=payment)
    order, refund = order_of(payment), Refund.objects.get()
    assert order.state == OrderState.UNFULFILLED
    assert refund.amount == Decimal("499.00")
    assert Invoice.objects.count() == 0
    send_refund(refund_id=str(refund.pk))
    refund.refresh_from_db()
    assert refund.state == RefundState.SUCCESS
    assert not any(selectors.balances().values())
    assert Message.objects.filter(template="billing/mail/unfulfilled").count() == 1


def test_a_second_success_of_an_order_is_paid_back() -> None:
    first = attempt()
    second = payments.begin(client=factories.asha(), order_id=first.order_id, gateway="sandbox")
    for one in (first, second):
        at_gateway(one)
        payments.ask(payment=one)
    assert Invoice.objects.count() == 1
    assert Refund.objects.get().payment_id == second.pk


def test_reconciling_finds_what_no_webhook_told() -> None:
    payment = attempt()
    at_gateway(payment)
    Payment.objects.update(created_at=payment.created_at - timedelta(hours=1))
    assert reconciling.reconcile() == 0
    assert order_of(payment).state == OrderState.PAID
    assert Difference.objects.get().what == "webhook missing"


def test_what_is_not_mine_is_not_found(client: Client) -> None:
    payment = paid()
    invoice = Invoice.objects.get()
    for stranger in (factories.charlie(), factories.meera()):
        client.force_login(stranger)
        token = {"Authorization": f"Bearer {factories.access_token(stranger)}"}
        for address in (f"/pay/{payment.order_id}/", f"/pay/{payment.order_id}/result/", f"/pay/go/{payment.pk}/"):
            assert client.get(address).status_code == 404
        assert client.get(f"/invoices/{invoice.pk}.pdf").status_code == 404
        for rest in ("", "/invoice", "/invoice.pdf"):
            assert client.get(f"/api/v1/payments/{payment.pk}{rest}", headers=token).status_code == 404
    assert OrderLine.objects.count() == 1


@pytest.mark.parametrize("path", ["orders", "payments", "refunds", "invoices", "coupons", "webhooks", "differences"])
def test_the_office_is_for_admins(client: Client, path: str) -> None:
    paid()
    client.force_login(factories.asha())
    assert client.get(f"/office/money/{path}/").status_code == 404


def api(user: Any) -> dict[str, str]:
    return {"Authorization": f"Bearer {factories.access_token(user)}"}


def test_api_order(client: Client) -> None:
    reference = str(PaymentLink.objects.get(pk=_link()).pk)
    body = {"lines": [{"kind": "payment_link", "reference": reference}]}
    wrong = {**body, "amount": "1.00"}
    address = "/api/v1/payments/orders"
    token = api(factories.asha())
    assert client.post(address, wrong, content_type="application/json", headers=token).status_code == 422
    stranger = api(factories.charlie())
    assert client.post(address, body, content_type="application/json", headers=stranger).status_code == 404
    keyed = token | {"Idempotency-Key": str(new_id())}
    answers = [client.post(address, body, content_type="application/json", headers=keyed).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert answers[0]["data"]["total"] == {"amount": "250.00", "currency": "INR"}
    assert Order.objects.count() == 1


def _link() -> Any:
    made = attempt("250.00").order.lines.get().reference
    Payment.objects.all().delete()
    Order.objects.all().delete()
    return made
