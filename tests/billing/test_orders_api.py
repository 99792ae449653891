"""Opening an order by the API: recorded first, the gateway asked outside, the answer kept. The office by the API."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from pytest_django import Settings

from pathya.billing.models import Coupon, Difference, Order, Payment, Refund, WebhookEvent
from pathya.billing.rules import PaymentState
from pathya.billing.services import asking, payments, reconciling, refunds
from pathya.integrations.payments import Opened, Outcome, Razorpay, RazorpayAccount, RefundSeen, Request, reading
from pathya.kit import clock
from pathya.kit.ids import new_id
from pathya.outbox.models import Message
from tests import factories
from tests.billing.conftest import asked_for, paid, send_refund
from tests.contracts.http_peer import HttpPeer

ORDERS = "/api/v1/payments/orders"


@pytest.fixture
def peer(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[HttpPeer]:
    """Razorpay stands on this machine."""
    monkeypatch.setattr(reading, "TIMEOUT", 0.4)
    monkeypatch.setattr(reading, "WHOLE", 0.6)
    made = HttpPeer()
    settings.PAYMENT_GATEWAYS = {"razorpay": Razorpay(RazorpayAccount("key", "secret", "hook", "", made.url))}
    yield made
    made.close()


def body() -> dict[str, Any]:
    link = asking.link(
        actor=factories.adi(), client_id=factories.asha().pk, description="Diet plan", amount=Decimal(250)
    )
    return {"lines": [{"kind": "payment_link", "reference": str(link.pk)}], "gateway": "razorpay"}


def headers(user: Any, key: str = "") -> dict[str, str]:
    found = {"Authorization": f"Bearer {factories.access_token(user)}"}
    return found | ({"Idempotency-Key": key} if key else {})


GOOD = (200, {"id": "order_1", "amount": 25000, "currency": "INR"})


@pytest.mark.usefixtures("committed")
def test_one_key_many_times_asks_the_gateway_once_and_outside_of_a_transaction(
    peer: HttpPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    peer.answers["POST", "/orders"] = [GOOD]
    sent, head = body(), headers(factories.asha(), str(new_id()))
    inside: list[bool] = []
    ask = Razorpay.open

    def watched(self: Razorpay, request: Request) -> Opened:
        inside.append(transaction.get_connection().in_atomic_block)
        return ask(self, request)

    monkeypatch.setattr(Razorpay, "open", watched)

    def one(_number: int) -> bytes:
        try:
            answer = Client().post(ORDERS, sent, content_type="application/json", headers=head)
            assert answer.status_code == 201
            return bytes(answer.content)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(one, range(16)))
    assert len(answers) == 1
    assert inside == [False]
    assert Order.objects.count() == Payment.objects.count() == len(peer.asked) == 1
    other = Client().post(ORDERS, {**sent, "coupon": "X"}, content_type="application/json", headers=head)
    assert other.status_code == 409
    connection.close()


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("bad", [(500, {}), "hang", (200, b"{"), (200, {"id": "o", "amount": 1, "currency": "INR"})])
def test_a_gateway_that_is_down_leaves_the_order_and_the_same_key_goes_on(peer: HttpPeer, bad: Any) -> None:
    peer.answers["POST", "/orders"] = [bad, GOOD]
    client, sent, head = Client(), body(), headers(factories.asha(), str(new_id()))
    down = client.post(ORDERS, sent, content_type="application/json", headers=head)
    assert (down.status_code, down.json()["error"]["code"]) == (503, "gateway_unavailable")
    assert Payment.objects.get().state == PaymentState.FAILED
    again = client.post(ORDERS, sent, content_type="application/json", headers=head)
    assert again.status_code == 201
    assert Order.objects.count() == 1
    assert Payment.objects.filter(state=PaymentState.PENDING).count() == 1
    page = client.get(f"/pay/{Order.objects.get().pk}/result/")
    assert page.status_code == 302


@pytest.mark.django_db
def test_a_payer_comes_back_while_the_gateway_is_down(client: Client, peer: HttpPeer) -> None:
    peer.answers["POST", "/orders"] = [GOOD]
    order = asked_for("250.00")
    attempt = payments.begin(client=order.client, order_id=order.pk, gateway="razorpay")
    client.force_login(factories.asha())
    for bad in ((500, {}), "drip", (200, {"items": [{"id": "p", "order_id": "order_1", "status": "captured"}]})):
        peer.answers["GET", "/orders/order_1/payments"] = [bad]
        fields = {"error[code]": "X", "error[metadata]": '{"order_id": "order_1"}'}
        back = client.post("/pay/return/razorpay/", fields, follow=True)
        assert back.status_code == 200
        attempt.refresh_from_db()
        assert attempt.state == PaymentState.PROCESSING
    assert "waiting for the bank" in back.content.decode()
    assert client.post(f"/pay/given-up/{attempt.pk}/", follow=True).status_code == 200
    promised = {"id": "pay_1", "order_id": "order_1", "status": "authorized", "amount": 25000, "currency": "INR"}
    peer.answers["GET", "/orders/order_1/payments"] = [(200, {"items": [promised]})]
    peer.answers["POST", "/payments/pay_1/capture"] = [(200, promised | {"status": "captured"})]
    assert payments.ask(payment=attempt)
    attempt.refresh_from_db()
    assert attempt.state == PaymentState.SUCCESS


@pytest.mark.django_db
def test_refunds_on_their_way_are_asked_for_and_differences_told_once(peer: HttpPeer) -> None:
    peer.answers["POST", "/orders"] = [GOOD]
    order = asked_for("250.00")
    payment = payments.begin(client=order.client, order_id=order.pk, gateway="razorpay")
    seen = {"id": "pay_1", "order_id": "order_1", "status": "captured", "amount": 25000, "currency": "INR"}
    peer.answers["GET", "/orders/order_1/payments"] = [(200, {"items": [seen]})]
    payments.ask(payment=payment)
    made = refunds.refund(actor=factories.adi(), payment_id=payment.pk, amount=Decimal(100), reason="x")
    told = {"id": "rfnd_1", "amount": 10000, "status": "pending"}
    peer.answers["POST", "/payments/pay_1/refund"] = [(200, told)]
    send_refund(refund_id=str(made.pk))
    peer.answers["GET", "/payments/pay_1/refunds/rfnd_1"] = [(500, {}), (200, told | {"amount": 1}), (200, told)]
    assert reconciling.reconcile() == 1
    assert reconciling.reconcile() == 0
    made.refresh_from_db()
    assert made.state == "pending"
    peer.answers["GET", "/payments/pay_1/refunds/rfnd_1"] = [(200, told | {"status": "processed"})]
    peer.answers["GET", "/orders/order_1/payments"] = [(200, {"items": []})]
    assert reconciling.report() == 3
    made.refresh_from_db()
    assert made.state == "success"
    assert {one.what for one in Difference.objects.all()} == {"refund amount", "refund not told", "not paid there"}
    reconciling.report()
    mail = Message.objects.get(template="billing/mail/differences")
    assert "not paid there" in mail.text
    first = Difference.objects.first()
    assert first is not None
    reconciling.close(actor=factories.adi(), difference_id=first.pk, closing="seen in the bank")
    assert Difference.objects.filter(closed_at=None).count() == 2


@pytest.mark.django_db
def test_the_office_by_the_api(client: Client) -> None:
    head = headers(factories.adi())

    def call(method: str, path: str, sent: Any = None, status: int = 200) -> Any:
        made = getattr(client, method)(f"/api/v1/payments/{path}", sent, content_type="application/json", headers=head)
        assert made.status_code == status, made.content
        return made.json().get("data")

    coupon = {"code": "welcome", "percent": 10, "validFrom": clock.now().isoformat(), "most": 5}
    made = call("post", "coupons", coupon, 201)
    assert made["code"] == "WELCOME"
    call("post", "coupons", coupon, 422)
    call("post", "coupons", {**coupon, "code": "B", "amount": "5"}, 422)
    limits = {"validFrom": coupon["validFrom"], "most": 7, "mostPerPerson": 2}
    assert call("put", f"coupons/{made['id']}", limits)["most"] == 7
    Coupon.objects.update(used=3)
    call("put", f"coupons/{made['id']}", {**limits, "most": 2}, 422)
    payment = paid("100.00")
    made = call("post", f"{payment.pk}/refund", {"amount": "40.00", "reason": "x"}, 201)
    refunds.answered(refund_id=Refund.objects.get().pk, seen=RefundSeen("", Outcome.FAILED))
    assert call("post", f"refunds/{made['id']}/retry")["state"] == "pending"
    order = asked_for("70.00")
    received = {"method": "upi", "reference": "UTR 7"}
    assert call("post", f"orders/{order.pk}/received", received, 201)["state"] == "success"
    event = WebhookEvent.objects.create(gateway="sandbox", event_id="e", kind="odd", body=b"{}")
    assert call("post", f"events/{event.pk}/replay")["outcome"] == ""
    for path in ("links", "refunds", "coupons", "tax-rules", "differences", "events"):
        assert isinstance(call("get", path), list)
