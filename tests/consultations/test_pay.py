"""A call with a fee: held, paid in the sandbox, scheduled; cancelled, paid back by its terms."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from pathya.billing.models import Order, Payment, Refund
from pathya.billing.services import payments, settle
from pathya.consultations import paying, services
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.integrations.payments import Outcome, Seen
from pathya.kit import clock
from pathya.kit.errors import NotFound
from tests.consultations.factories import NOW, TEN, kind, nutritionist
from tests.factories import asha, charlie, meera

pytestmark = pytest.mark.django_db


def held() -> Consultation:
    return services.book(
        client=asha(),
        nutritionist_id=nutritionist(meera()).pk,
        kind_id=kind("first").pk,
        starts_at=TEN,
        zone="Asia/Kolkata",
    )


def paid(call: Consultation) -> Payment:
    order = paying.order_for(client=asha(), call=call)
    payment = payments.begin(client=asha(), order_id=order.pk, gateway="sandbox")
    seen = Seen(
        outcome=Outcome.SUCCESS,
        order_id=payment.gateway_order,
        payment_id="pay_1",
        amount=order.total,
        currency=order.currency,
        method="upi",
    )
    settle.settle(payment_id=payment.pk, seen=seen)
    return Payment.objects.get(pk=payment.pk)


def test_a_held_call_is_paid_and_scheduled_and_a_second_click_finds_the_same_order() -> None:
    with clock.at(NOW):
        call = held()
        client, stranger = Client(), Client()
        client.force_login(asha())
        stranger.force_login(charlie())
        first = client.post(f"/portal/consultations/{call.pk}/pay/").headers["Location"]
        assert client.post(f"/portal/consultations/{call.pk}/pay/").headers["Location"] == first
        assert Order.objects.get().total == Decimal(1200)
        assert stranger.post(f"/portal/consultations/{call.pk}/pay/").status_code == 404
        with pytest.raises(NotFound):
            paying.order_for(client=charlie(), call=call)
        assert paid(call).state == "success"
    call.refresh_from_db()
    assert call.status == Status.SCHEDULED


def test_cancelling_in_time_pays_the_fee_back_once() -> None:
    with clock.at(NOW):
        call = held()
        paid(call)
        services.cancel(viewer=asha(), consultation_id=call.pk)
        for _again in range(2):
            paying.follow(consultation_id=call.pk, event="cancelled")
        paying.follow(consultation_id=call.pk, event="booked")
    assert [refund.amount for refund in Refund.objects.all()] == [Decimal(1200)]
    call.refresh_from_db()
    assert call.settlement["refund"] == str(Refund.objects.get().pk)


def test_cancelling_too_late_pays_nothing_back() -> None:
    with clock.at(NOW):
        call = held()
        paid(call)
    with clock.at(TEN - timedelta(hours=1)):
        services.cancel(viewer=asha(), consultation_id=call.pk)
        paying.follow(consultation_id=call.pk, event="cancelled")
    assert not Refund.objects.exists()


def test_paid_after_the_time_went_to_somebody_else_everything_is_paid_back() -> None:
    with clock.at(NOW):
        call = held()
        order = paying.order_for(client=asha(), call=call)
        payment = payments.begin(client=asha(), order_id=order.pk, gateway="sandbox")
    with clock.at(NOW + timedelta(minutes=20)):
        services.book(
            client=charlie(),
            nutritionist_id=nutritionist(meera()).pk,
            kind_id=kind().pk,
            starts_at=TEN,
            zone="Asia/Kolkata",
        )
        seen = Seen(
            outcome=Outcome.SUCCESS,
            order_id=payment.gateway_order,
            payment_id="pay_1",
            amount=order.total,
            currency=order.currency,
            method="upi",
        )
        settle.settle(payment_id=payment.pk, seen=seen)
    order.refresh_from_db()
    assert order.state == "unfulfilled"
    assert [refund.amount for refund in Refund.objects.all()] == [Decimal(1200)]
