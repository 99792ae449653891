"""Razorpay and Cashfree as their documents say (recorded contracts), and what goes wrong on the way.

The signatures are compared with Razorpay's own library; Cashfree's with the construction its documents state.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
import razorpay
from razorpay.errors import SignatureVerificationError

from pathya.integrations.payments import (
    BadSignature,
    Cashfree,
    CashfreeAccount,
    GatewayFailed,
    Outcome,
    Razorpay,
    RazorpayAccount,
    Request,
    Seen,
    Standing,
    reading,
    signatures,
)
from tests.contracts.http_peer import HttpPeer

REQUEST = Request(
    reference="0192f0c1d2e3f4a5b6c7d8e9f0a1b2c3",
    amount=Decimal("499.50"),
    currency="INR",
    description="Diet plan",
    return_url="https://pathya.example/pay/return/x/",
    notify_url="https://pathya.example/api/v1/payments/webhooks/x",
    customer_id="c1",
    name="Asha Verma",
    email="asha@pathya.example",
    phone="+919810000001",
    cancel_url="https://pathya.example/pay/given-up/1/",
)
KEY = "refund0123456789"
PAID = {"id": "pay_1", "order_id": "order_1", "status": "captured", "amount": 49950, "currency": "INR", "method": "upi"}
CF_ORDER = {"order_id": REQUEST.reference, "order_amount": 499.5, "order_currency": "INR", "cf_order_id": "21"}


@pytest.fixture
def peer(monkeypatch: pytest.MonkeyPatch) -> Iterator[HttpPeer]:
    monkeypatch.setattr(reading, "TIMEOUT", 0.4)
    monkeypatch.setattr(reading, "WHOLE", 0.6)
    made = HttpPeer()
    yield made
    made.close()


def rzp(peer: HttpPeer) -> Razorpay:
    return Razorpay(RazorpayAccount("key", "secret", "hook", "old-hook", peer.url))


def cf(peer: HttpPeer) -> Cashfree:
    return Cashfree(CashfreeAccount("id", "secret", peer.url))


def test_razorpay_orders_checkout_and_capture(peer: HttpPeer) -> None:
    peer.answers["POST", "/orders"] = [(200, {"id": "order_1", "amount": 49950, "currency": "INR"})]
    peer.answers["GET", "/orders/order_1/payments"] = [(200, {"items": [PAID | {"status": "authorized"}]})]
    peer.answers["POST", "/payments/pay_1/capture"] = [(200, PAID)]
    ours = rzp(peer)
    opened = ours.open(REQUEST)
    form = ours.checkout(opened, REQUEST)
    assert form.url == "https://api.razorpay.com/v1/checkout/embedded"
    assert {"key_id", "order_id", "name", "callback_url", "cancel_url"} <= set(form.fields)
    assert form.fields["cancel_url"] == REQUEST.cancel_url
    [seen] = ours.payments(opened.order_id)
    assert seen.outcome == Outcome.AUTHORIZED
    assert ours.capture(seen).outcome == Outcome.SUCCESS
    order, _asked, capture = peer.asked
    assert order.json == {"amount": 49950, "currency": "INR", "receipt": REQUEST.reference}
    assert order.headers["authorization"] == "Basic " + base64.b64encode(b"key:secret").decode()
    assert capture.json == {"amount": 49950, "currency": "INR"}


def test_razorpay_refunds_carry_their_key(peer: HttpPeer) -> None:
    told = {"id": "rfnd_1", "amount": 20000, "status": "pending"}
    peer.answers["POST", "/payments/pay_1/refund"] = [(200, told)]
    peer.answers["GET", "/payments/pay_1/refunds/rfnd_1"] = [(200, told | {"status": "processed"})]
    ours = rzp(peer)
    assert ours.refund("order_1", "pay_1", Decimal(200), KEY).outcome == Outcome.PENDING
    assert ours.refunded("order_1", "pay_1", "rfnd_1").outcome == Outcome.SUCCESS
    assert peer.asked[0].headers["x-refund-idempotency"] == KEY
    assert peer.asked[0].json == {"amount": 20000, "receipt": KEY}
    peer.answers["POST", "/payments/pay_1/refund"] = [(200, told | {"amount": 20001})]
    with pytest.raises(GatewayFailed) as failed:
        ours.refund("order_1", "pay_1", Decimal(200), KEY)
    assert failed.value.uncertain


def test_razorpay_links_and_subscriptions(peer: HttpPeer) -> None:
    peer.answers["POST", "/payment_links"] = [
        (200, {"id": "plink_1", "amount": 49950, "short_url": "https://rzp.io/i/a"})
    ]
    peer.answers["POST", "/plans"] = [(200, {"id": "plan_1", "item": {"amount": 49900}})]
    peer.answers["POST", "/subscriptions"] = [
        (200, {"id": "sub_1", "plan_id": "plan_1", "short_url": "https://rzp.io/i/b", "status": "created"})
    ]
    peer.answers["GET", "/subscriptions/sub_1"] = [
        (200, {"id": "sub_1", "status": "active", "current_end": 1800000000})
    ]
    invoice = {"subscription_id": "sub_1", "order_id": "order_9", "payment_id": "pay_9", "currency": "INR"}
    peer.answers["GET", "/invoices"] = [(200, {"items": [invoice | {"status": "paid", "amount_paid": 49900}, {}]})]
    peer.answers["POST", "/subscriptions/sub_1/cancel"] = [(200, {"id": "sub_1", "status": "active"})]
    ours = rzp(peer)
    assert ours.link(REQUEST, expires_at=datetime(2027, 1, 1, tzinfo=UTC)).url == "https://rzp.io/i/a"
    plan = ours.plan(title="Premium", amount=Decimal(499), months=1, reference="premium")
    made = ours.subscribe(plan_id=plan, reference="r", times=12)
    assert ours.subscription(made.subscription_id).standing == Standing.ACTIVE
    assert ours.charges("sub_1") == [Seen("order_9", "pay_9", Outcome.SUCCESS, Decimal(499), "INR")]
    ours.unsubscribe("sub_1", at_end=True)
    assert peer.asked[1].json["interval"] == 1
    assert peer.asked[-1].json == {"cancel_at_cycle_end": 1}
    assert peer.asked[-2].query == {"subscription_id": ["sub_1"]}


def test_cashfree_orders_and_refunds(peer: HttpPeer) -> None:
    at = f"/orders/{REQUEST.reference}"
    peer.answers["POST", "/orders"] = [(200, CF_ORDER | {"payment_session_id": "session_x", "order_status": "ACTIVE"})]
    peer.answers["GET", at] = [(200, CF_ORDER | {"order_status": "PAID"})]
    told = {"refund_id": KEY, "refund_amount": 200, "refund_status": "PENDING"}
    peer.answers["POST", f"{at}/refunds"] = [(200, told)]
    peer.answers["GET", f"{at}/refunds/{KEY}"] = [(200, told | {"refund_status": "SUCCESS"})]
    ours = cf(peer)
    opened = ours.open(REQUEST)
    form = ours.checkout(opened, REQUEST)
    assert (form.url, form.fields) == (f"{peer.url}/view/sessions/checkout", {"payment_session_id": "session_x"})
    [seen] = ours.payments(opened.order_id)
    assert (seen.outcome, seen.amount) == (Outcome.SUCCESS, Decimal("499.5"))
    assert ours.refund(opened.order_id, "", Decimal(200), KEY).outcome == Outcome.PENDING
    assert ours.refunded(opened.order_id, "", KEY).outcome == Outcome.SUCCESS
    order, refund = peer.asked[0], peer.asked[2]
    assert order.headers["x-api-version"] == "2025-01-01"
    assert (order.headers["x-client-id"], order.headers["x-client-secret"]) == ("id", "secret")
    assert order.json["order_amount"] == 499.5
    assert refund.headers["x-idempotency-key"] == KEY == refund.json["refund_id"]


def _no_json(_peer: HttpPeer) -> Any:
    return (200, b"<html><h1>It works</h1>", {"Content-Type": "text/html"})


GOOD = {"id": "order_1", "amount": 49950, "currency": "INR"} | CF_ORDER | {"items": [PAID]}
BAD: dict[str, Callable[[HttpPeer], Any]] = {
    "500": lambda _peer: (500, {"error": {"code": "SERVER_ERROR"}}),
    "429": lambda _peer: (429, {}, {"Retry-After": "60"}),
    "html": _no_json,
    "half": lambda _peer: (200, json.dumps(GOOD).encode()[:-9]),
    "nan": lambda _peer: (200, b'{"id": "order_1", "amount": NaN, "order_amount": NaN, "currency": "INR"}'),
    "wrong amount": lambda _peer: (200, GOOD | {"amount": 49949, "order_amount": 499.49, "order_id": "x"}),
    "redirect": lambda peer: (307, {}, {"Location": f"{peer.url}/elsewhere"}),
    "empty": lambda _peer: (200, b""),
    "list": lambda _peer: (200, [GOOD]),
    "hang": lambda _peer: "hang",
    "drip": lambda _peer: "drip",
    "endless": lambda _peer: "endless",
}


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("make", [rzp, cf])
def test_no_bad_answer_opens_or_pays(peer: HttpPeer, bad: str, make: Callable[[HttpPeer], Any]) -> None:
    order_id = "order_1" if make is rzp else REQUEST.reference
    path = f"/orders/{order_id}" + ("/payments" if make is rzp else "")
    peer.answers["POST", "/orders"] = peer.answers["GET", path] = [BAD[bad](peer)]
    peer.answers["GET", "/elsewhere"] = peer.answers["POST", "/elsewhere"] = [(200, GOOD)]
    ours = make(peer)
    with pytest.raises(GatewayFailed):
        ours.open(REQUEST)
    try:
        seen = ours.payments(order_id)
    except GatewayFailed:
        seen = []
    right = [one for one in seen if one.outcome == Outcome.SUCCESS and one.amount == REQUEST.amount]
    assert right == ([seen[0]] if bad == "wrong amount" and make is rzp else [])
    assert not [one for one in peer.asked if one.path == "/elsewhere"]


ENTITY = {"event": "payment.captured", "payload": {"payment": {"entity": PAID}}}


def test_razorpays_library_accepts_what_we_sign_and_we_what_it_signs() -> None:
    client = razorpay.Client(auth=("key", "secret"))
    ours = Razorpay(RazorpayAccount("key", "secret", "hook", "old-hook"))
    raw = json.dumps(ENTITY).encode()
    assert client.utility.verify_webhook_signature(raw.decode(), signatures.razorpay_webhook(raw, "hook"), "hook")
    fields = {"razorpay_order_id": "order_1", "razorpay_payment_id": "pay_1"}
    fields["razorpay_signature"] = signatures.razorpay_checkout("order_1", "pay_1", "secret")
    assert client.utility.verify_payment_signature(fields)
    assert ours.returned(fields) == "order_1"
    link = {"payment_link_id": "plink_1", "payment_link_reference_id": "r1", "payment_link_status": "paid"}
    link |= {"razorpay_payment_id": "pay_1"}
    link["razorpay_signature"] = signatures.razorpay_link("plink_1", "r1", "paid", "pay_1", "secret")
    assert client.utility.verify_payment_link_signature(link)
    sub = {"razorpay_subscription_id": "sub_1", "razorpay_payment_id": "pay_1"}
    sub["razorpay_signature"] = signatures.razorpay_subscription("pay_1", "sub_1", "secret")
    assert client.utility.verify_subscription_payment_signature(sub)
    with pytest.raises(SignatureVerificationError):
        client.utility.verify_webhook_signature(raw.decode(), signatures.razorpay_webhook(raw + b" ", "hook"), "hook")
    for secret, good in (("hook", True), ("old-hook", True), ("other", False)):
        signed = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
        headers = {"X-Razorpay-Signature": signed, "X-Razorpay-Event-Id": "e1"}
        if good:
            assert ours.read(raw, headers).event_id == "e1"
        else:
            with pytest.raises(BadSignature):
                ours.read(raw, headers)


def test_cashfree_signs_time_and_raw_body() -> None:
    ours = Cashfree(CashfreeAccount("id", "secret"))
    payment = {"cf_payment_id": 7, "payment_status": "SUCCESS", "payment_amount": 499.5, "payment_currency": "INR"}
    body = {"type": "PAYMENT_SUCCESS_WEBHOOK", "data": {"order": {"order_id": "o1"}, "payment": payment}}
    raw = json.dumps(body).encode()
    signed = base64.b64encode(hmac.new(b"secret", b"1700000000" + raw, hashlib.sha256).digest()).decode()
    headers = {"x-webhook-timestamp": "1700000000", "x-webhook-signature": signed}
    notice = ours.read(raw, headers)
    assert (notice.event_id, notice.payment and notice.payment.amount) == (
        "PAYMENT_SUCCESS_WEBHOOK:7:SUCCESS",
        Decimal("499.5"),
    )
    for change in ({"x-webhook-timestamp": "1700000001"}, {"x-webhook-signature": signed[:-2] + "=="}):
        with pytest.raises(BadSignature):
            ours.read(raw, headers | change)
    with pytest.raises(BadSignature):
        ours.read(raw + b" ", headers)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"razorpay_signature": "x"},
        {"razorpay_order_id": "o", "razorpay_payment_id": "p", "razorpay_signature": "0"},
    ],
)
def test_a_return_must_be_signed(fields: dict[str, str]) -> None:
    with pytest.raises(BadSignature):
        Razorpay(RazorpayAccount("key", "secret", "hook")).returned(fields)


def test_a_failed_return_names_its_order_and_proves_nothing() -> None:
    fields = {"error[code]": "BAD_REQUEST_ERROR", "error[metadata]": '{"payment_id": "pay_1", "order_id": "order_1"}'}
    assert Razorpay(RazorpayAccount("key", "secret", "hook")).returned(fields) == "order_1"
