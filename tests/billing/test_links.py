"""Requests to pay on Razorpay's own page, against a peer in the shape of its documents; ours without an answer."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from pathya.billing import tasks
from pathya.billing.models import Invoice, Order, Payment, PaymentLink, Refund
from pathya.billing.services import asking, inbox, payments
from pathya.integrations.payments import Razorpay, RazorpayAccount, reading, signatures
from pathya.outbox.models import Message
from tests import factories
from tests.billing.conftest import at_gateway
from tests.contracts.http_peer import HttpPeer

pytestmark = pytest.mark.django_db
PAGE = "https://rzp.io/i/abc"
LINK = {"id": "plink_1", "amount": 25000, "currency": "INR", "short_url": PAGE, "status": "created"}
SEEN = {"id": "pay_1", "order_id": "order_9", "status": "captured", "amount": 25000, "currency": "INR", "method": "upi"}


@pytest.fixture
def peer(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[HttpPeer]:
    monkeypatch.setattr(reading, "TIMEOUT", 0.4)
    monkeypatch.setattr(reading, "WHOLE", 0.6)
    made = HttpPeer()
    settings.PAYMENT_GATEWAYS = {"razorpay": Razorpay(RazorpayAccount("key", "secret", "hook", "", made.url))}
    made.answers["POST", "/payment_links"] = [(200, LINK)]
    made.answers["POST", "/payment_links/plink_1/cancel"] = [(200, LINK | {"status": "cancelled"})]
    yield made
    made.close()


def asked(amount: str = "250.00") -> PaymentLink:
    link = asking.link(
        actor=factories.meera(), client_id=factories.asha().pk, description="Diet plan", amount=Decimal(amount)
    )
    run("billing.open_link")
    return link


def run(name: str) -> None:
    for job in ProcrastinateJob.objects.filter(task_name=name, status="todo"):
        {"billing.open_link": tasks.open_link, "billing.close_links": tasks.close_links}[name](**job.args)
    ProcrastinateJob.objects.filter(task_name=name).delete()


def mail() -> str:
    return Message.objects.get(template="billing/mail/link").text


def told(kind: str, reference: str = "") -> None:
    payload: dict[str, Any] = {"payment": {"entity": SEEN}}
    if reference:
        payload["payment_link"] = {"entity": {"id": "plink_1", "reference_id": reference, "status": "paid"}}
    raw = json.dumps({"event": kind, "payload": payload}).encode()
    signed = {"X-Razorpay-Signature": signatures.razorpay_webhook(raw, "hook"), "X-Razorpay-Event-Id": f"e-{kind}"}
    inbox.take(gateway="razorpay", raw=raw, headers=signed)
    inbox.work_on(event_id=ProcrastinateJob.objects.filter(task_name="billing.work_on").latest("pk").args["event_id"])


def test_paid_on_the_gateway_s_page_once(peer: HttpPeer, client: Client) -> None:
    link = asked()
    payment = Payment.objects.get()
    [sent] = peer.asked
    assert (sent.json["amount"], sent.json["reference_id"], sent.json["notify"]["email"]) == (
        25000,
        payment.pk.hex,
        False,
    )
    assert (PAGE in mail(), f"/pay/link/{link.pk}/" in mail()) == (True, True)
    tasks.open_link(str(link.pk))
    assert (len(peer.asked), Message.objects.filter(template="billing/mail/link").count()) == (1, 1)
    told("payment.captured")
    assert PaymentLink.objects.get().paid_at is None
    told("payment_link.paid", payment.pk.hex)
    told("payment_link.paid", payment.pk.hex)
    peer.answers["GET", "/payment_links/plink_1"] = [
        (200, LINK | {"status": "paid", "payments": [{"payment_id": "pay_1", "status": "captured", "amount": 25000}]})
    ]
    assert payments.ask(payment=payment)
    payment.refresh_from_db()
    assert (payment.state, payment.gateway_payment, payment.gateway_order) == ("success", "pay_1", "plink_1")
    assert PaymentLink.objects.get().paid_at
    assert Invoice.objects.count() == Order.objects.filter(state="paid").count() == 1
    signed = signatures.razorpay_link("plink_1", payment.pk.hex, "paid", "pay_1", "secret")
    names = ("link_id", "link_reference_id", "link_status", "id")
    back = dict(zip(names, ("plink_1", payment.pk.hex, "paid", "pay_1"), strict=True))
    fields = {f"razorpay_payment_{name}": value for name, value in back.items()}
    page = client.get("/pay/return/razorpay/", fields | {"razorpay_signature": signed})
    assert (page.status_code, "it is paid" in page.text, "Asha" in page.text) == (200, True, False)
    assert client.get("/pay/return/razorpay/", fields | {"razorpay_signature": signed[::-1]}).status_code == 400


def test_paid_elsewhere_or_withdrawn_the_page_is_closed(peer: HttpPeer, settings: Settings) -> None:
    link = asked()
    settings.PAYMENT_SANDBOX = True
    order = asking.order_of(client=factories.asha(), link_id=link.pk)
    other = payments.begin(client=factories.asha(), order_id=order.pk, gateway="sandbox")
    at_gateway(other)
    payments.ask(payment=other)
    run("billing.close_links")
    assert peer.asked[-1].path == "/payment_links/plink_1/cancel"
    page = Payment.objects.get(gateway="razorpay")
    assert (page.state, PaymentLink.objects.get().paid_at is not None) == ("failed", True)
    told("payment_link.paid", page.pk.hex)
    assert Refund.objects.get().payment == page
    peer.answers["POST", "/payment_links"] = [(200, LINK | {"id": "plink_2"})]
    peer.answers["POST", "/payment_links/plink_2/cancel"] = [(200, LINK)]
    asking.withdraw(actor=factories.meera(), link_id=asked().pk)
    run("billing.close_links")
    assert peer.asked[-1].path == "/payment_links/plink_2/cancel"


@pytest.mark.parametrize("answer", [(500, {}), (200, LINK | {"amount": 1}), "hang", "large", "own"])
def test_without_such_a_page_ours_is_mailed(peer: HttpPeer, settings: Settings, answer: Any) -> None:
    peer.answers["POST", "/payment_links"] = [answer]
    settings.PAYMENT_LINKS = "own" if answer == "own" else "gateway"
    link = asked("50000.00" if answer == "large" else "250.00")
    assert (f"/pay/link/{link.pk}/" in mail(), "rzp.io" in mail()) == (True, False)
    assert not Payment.objects.exclude(state="failed").exists()


def test_withdrawn_while_the_gateway_is_asked_its_page_is_closed(
    peer: HttpPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, meera = Razorpay.link, factories.meera()
    link = asking.link(actor=meera, client_id=factories.asha().pk, description="Diet plan", amount=Decimal("250.00"))

    def slowly(service: Razorpay, *given: Any, **named: Any) -> Any:
        told = opened(service, *given, **named)
        asking.withdraw(actor=meera, link_id=link.pk)
        return told

    monkeypatch.setattr(Razorpay, "link", slowly)
    run("billing.open_link")
    run("billing.close_links")
    assert [one.path for one in peer.asked] == ["/payment_links", "/payment_links/plink_1/cancel"]
    assert not Message.objects.filter(template="billing/mail/link").exists()
