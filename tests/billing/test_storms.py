"""Many at once: webhooks with a killed worker, refunds, numbers. Nothing twice, nothing lost, the books even."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connections, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from pathya.billing import errors, sandbox, selectors
from pathya.billing.models import Coupon, Entry, Invoice, Order, OrderLine, Payment, Refund, WebhookEvent
from pathya.billing.rules import OrderState
from pathya.billing.services import documents, inbox, payments, pretend, refunds
from pathya.kit import clock
from pathya.operations import tasks as upkeep
from pathya.outbox.models import Message
from tests import factories
from tests.billing.conftest import asked_for, at_gateway, attempt, paid
from tests.outbox.workers import Pair, until

pytestmark = pytest.mark.usefixtures("committed")


def at_once(count: int, work: Callable[[int], Any], things: int) -> list[Any]:
    def closing(number: int) -> Any:
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(closing, range(things)))


def test_webhooks_a_hundred_times_shuffled_with_a_worker_killed() -> None:
    found = [attempt(amount) for amount in ("100.00", "250.50", "999.99")]
    events = [sandbox.webhook(at_gateway(one), kind) for one in found for kind in (pretend.CAPTURED, pretend.FAILED)]
    told = events * 100
    random.Random(7).shuffle(told)  # noqa: S311
    pair = Pair("smtp://127.0.0.1:9?security=none")
    pair.start()
    try:
        fresh = at_once(6, lambda at: inbox.take(gateway="sandbox", raw=told[at][0], headers=told[at][1]), len(told))
        until(lambda: ProcrastinateJob.objects.filter(task_name="billing.work_on", status="doing").exists() or _done())
        pair.both[0].kill()

        def done() -> bool:
            upkeep.retry_stalled_jobs.defer(timestamp=0)
            return _done()

        until(done)
    finally:
        pair.stop()
    assert sum(fresh) == WebhookEvent.objects.count() == len(events)
    assert Order.objects.filter(state=OrderState.PAID).count() == len(found)
    numbers = sorted(Invoice.objects.values_list("number", flat=True))
    assert [int(number[-6:]) for number in numbers] == [1, 2, 3]
    assert Entry.objects.count() == Message.objects.filter(template="billing/mail/paid").count() == len(found)
    assert selectors.balances()["clearing:sandbox"] == Decimal("1350.49")


def _done() -> bool:
    return not WebhookEvent.objects.filter(done_at=None).exists()


def test_32_refunds_of_one_payment_never_pass_it() -> None:
    payment, adi = paid("100.00"), factories.adi()

    def one(number: int) -> Decimal:
        try:
            return refunds.refund(actor=adi, payment_id=payment.pk, amount=Decimal(7 + number % 3), reason="x").amount
        except errors.TooMuch:
            return Decimal(0)

    given = at_once(16, one, 32)
    payment.refresh_from_db()
    assert payment.refunded == sum(given) <= 100
    assert payment.left < 9
    notes = Invoice.objects.filter(kind="credit")
    assert sum(note.total for note in notes) == payment.refunded
    assert (
        notes.count()
        == Refund.objects.count()
        == ProcrastinateJob.objects.filter(task_name="billing.send_refund").count()
    )
    assert selectors.balances()["refunds_due"] == -payment.refunded


def test_500_invoices_by_16_connections_are_numbered_without_a_gap() -> None:
    asha = factories.asha()
    orders = Order.objects.bulk_create(Order(client=asha, total=1180, bill_name="Asha") for _number in range(520))
    OrderLine.objects.bulk_create(
        OrderLine(order=one, kind="x", reference="x", service="program", description="x", price=1180, total=1180)
        for one in orders
    )
    ids = [one.pk for one in orders]

    def issue(number: int) -> bool:
        with transaction.atomic():
            documents.issue(Order.objects.get(pk=ids[number]))
            if number % 26 == 25:
                transaction.set_rollback(True)
        return number % 26 != 25

    kept = sum(at_once(16, issue, len(ids)))
    found = sorted(int(one[-6:]) for one in Invoice.objects.values_list("number", flat=True))
    assert found == list(range(1, kept + 1))
    assert kept == 500


def test_a_coupon_for_two_is_used_by_two_of_many_open_orders() -> None:
    Coupon.objects.create(code="FEW", percent=50, most=2, most_per_person=1)
    people = [factories.person(f"Person{number}", "Rao") for number in range(8)]
    orders = [asked_for("200.00", client=person, coupon="FEW") for person in people]

    def begin(number: int) -> Payment | None:
        try:
            return payments.begin(client=people[number], order_id=orders[number].pk, gateway="sandbox")
        except errors.CouponInvalid:
            return None

    begun = [one for one in at_once(8, begin, 8) if one is not None]
    assert len(begun) == 2
    for one in begun:
        at_gateway(one)
    at_once(2, lambda number: payments.ask(payment=begun[number]), 2)
    assert Coupon.objects.get().used == 2
    assert Order.objects.filter(state=OrderState.PAID, discount=100).count() == 2


def test_who_pays_after_the_hold_with_a_coupon_used_up_gets_all_back() -> None:
    Coupon.objects.create(code="ONE", percent=50, most=1)
    late = attempt("200.00", coupon="ONE")
    with clock.at(clock.now() + timedelta(hours=2)):
        quick = attempt("200.00", client=factories.bilal(), coupon="ONE")
        for one in (quick, late):
            at_gateway(one)
            payments.ask(payment=one)
    assert Order.objects.get(pk=quick.order_id).state == OrderState.PAID
    assert Order.objects.get(pk=late.order_id).state == OrderState.UNFULFILLED
    assert Refund.objects.get().amount == Decimal("100.00")
    assert Coupon.objects.get().used == 1
