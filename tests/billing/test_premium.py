"""Premium by the month through the pretend gateway, with the clock moved; packages become sessions."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from pathya.billing import errors, sandbox, selectors, tasks
from pathya.billing.models import Invoice, Order, Plan, Refund, SandboxSubscription, Subscription
from pathya.billing.rules import SubscriptionState, months_on
from pathya.billing.services import catalogue, inbox, orders, payments, pretend, refunds, subscriptions
from pathya.credits import selectors as session_credits
from pathya.kit import clock
from pathya.kit.errors import NotFound
from pathya.outbox.models import Message
from tests import factories
from tests.billing.conftest import at_gateway
from tests.consultations.factories import kind

pytestmark = pytest.mark.django_db


def plan() -> Plan:
    return catalogue.save_plan(
        actor=factories.adi(), plan_id=None, slug="premium", title_en="Premium", amount=499, months=1, grace_days=7
    )


def tell() -> None:
    """The pretend gateway's messages arrive and are worked on; what it is told, it does."""
    jobs = ProcrastinateJob.objects.filter(task_name="billing.sandbox_tell_subscription", status="todo")
    for job in jobs.order_by("pk"):
        row = SandboxSubscription.objects.get(pk=job.args["subscription_id"])
        raw, headers = sandbox.subscription_webhook(row, job.args["kind"])
        for _twice in range(2):
            inbox.take(gateway="sandbox", raw=raw, headers=headers)
    for job in ProcrastinateJob.objects.filter(task_name="billing.work_on", status="todo"):
        inbox.work_on(event_id=job.args["event_id"])
    for job in ProcrastinateJob.objects.filter(task_name="billing.unsubscribe", status="todo"):
        tasks.unsubscribe(**job.args)
    ProcrastinateJob.objects.filter(status="todo").delete()


def pass_to(moment: datetime, until: datetime) -> datetime:
    """Day by day the gateway charges and we look after it."""
    while moment < until:
        moment += timedelta(hours=12)
        with clock.at(moment):
            tasks.sandbox_charge(timestamp=0)
            tell()
            tasks.follow_subscriptions(timestamp=0)
            tell()
    return moment


def begun(*, fails: bool = False) -> Subscription:
    row = subscriptions.confirm(subscription=subscriptions.record(client=factories.asha(), plan_id=plan().pk))
    assert not selectors.is_premium(factories.asha())
    pretend.confirm(subscription_id=row.gateway_subscription, fails=fails)
    tell()
    row.refresh_from_db()
    return row


def mails(what: str) -> int:
    return Message.objects.filter(template=f"billing/mail/premium_{what}").count()


def test_charged_every_month_until_it_is_cancelled() -> None:
    row, start = begun(), clock.now()
    assert row.state == SubscriptionState.ACTIVE
    assert selectors.is_premium(factories.asha())
    with pytest.raises(errors.AlreadySubscribed):
        subscriptions.record(client=factories.asha(), plan_id=row.plan_id)
    now = pass_to(start, months_on(start, 2) + timedelta(days=2))
    row.refresh_from_db()
    assert Order.objects.filter(state="paid").count() == Invoice.objects.count() == 3
    assert row.paid_until
    assert row.paid_until > now + timedelta(days=20)
    with clock.at(now):
        subscriptions.cancel(client=factories.asha(), subscription_id=row.pk)
        tell()
    assert mails("cancelled") == 1
    assert SandboxSubscription.objects.get().cancel_at_end
    with clock.at(row.paid_until - timedelta(hours=1)):
        assert selectors.is_premium(factories.asha())
    now = pass_to(now, row.paid_until + timedelta(days=1))
    row.refresh_from_db()
    assert (row.state, row.why_ended, Order.objects.count()) == (SubscriptionState.ENDED, "client", 3)
    with clock.at(now):
        assert not selectors.is_premium(factories.asha())


def test_a_charge_that_fails_is_dunned_then_ends() -> None:
    row, start = begun(fails=True), clock.now()
    now = pass_to(start, months_on(start, 1) + timedelta(days=1))
    row.refresh_from_db()
    assert row.state == SubscriptionState.PAST_DUE
    with clock.at(now):
        assert selectors.is_premium(factories.asha())
    assert mails("overdue") == 1
    pass_to(now, months_on(start, 1) + timedelta(days=9))
    row.refresh_from_db()
    assert (row.state, row.why_ended, Order.objects.count()) == (SubscriptionState.ENDED, "unpaid", 1)
    assert mails("overdue") == 3
    assert mails("ended") == 1
    assert SandboxSubscription.objects.get().status in {"halted", "cancelled"}


def test_a_charge_that_nobody_told_of_is_found_and_one_after_the_end_goes_back() -> None:
    row, start = begun(), clock.now()
    later = months_on(start, 1) + timedelta(hours=1)
    with clock.at(later):
        pretend.renew(subscription_id=row.gateway_subscription)
        ProcrastinateJob.objects.all().delete()
        tasks.follow_subscriptions(timestamp=0)
        row.refresh_from_db()
        assert row.state == SubscriptionState.ACTIVE
        assert row.paid_until
        assert row.paid_until > later
        refunds.refund(actor=factories.adi(), payment_id=_last_payment(), amount=None, reason="wish")
    row.refresh_from_db()
    assert (row.state, row.why_ended) == (SubscriptionState.ENDED, "refunded")
    with clock.at(months_on(start, 2) + timedelta(hours=2)):
        pretend.renew(subscription_id=row.gateway_subscription)
        tell()
    assert Order.objects.filter(state="unfulfilled").count() == 1
    assert Refund.objects.count() == 2


def _last_payment() -> object:
    return Order.objects.latest("created_at").payments.get().pk


def test_on_the_page_and_by_the_api(client: Client) -> None:
    made = plan()
    client.force_login(factories.asha())
    assert "Premium" in client.get("/portal/premium/").content.decode()
    assert client.post("/portal/premium/", {"plan": str(made.pk)}).status_code == 302
    page = client.get("/portal/premium/").content.decode()
    row = Subscription.objects.get()
    assert row.confirm_url in page
    assert client.post(f"/sandbox-subscribe/{row.gateway_subscription}/", {"choice": "success"}).status_code == 302
    tell()
    assert "paid until" in client.get("/portal/premium/").content.decode()
    assert client.post(f"/portal/premium/{row.pk}/cancel/").status_code == 302
    token = {"Authorization": f"Bearer {factories.access_token(factories.asha())}"}
    [listed] = client.get("/api/v1/payments/subscriptions", headers=token).json()["data"]
    assert (listed["state"], listed["cancelAtEnd"]) == ("active", True)
    client.force_login(factories.charlie())
    assert client.post(f"/portal/premium/{row.pk}/cancel/").status_code == 404


def test_a_package_becomes_sessions_once_and_is_taken_back_when_refunded(client: Client) -> None:
    first = kind("first")
    package = catalogue.save_package(
        actor=factories.adi(), package_id=None, title_en="Five", kind=first, sessions=5, amount=5000, valid_days=90
    )
    client.force_login(factories.asha())
    assert "Five" in client.get("/portal/packages/").content.decode()
    response = client.post("/portal/packages/", {"package": str(package.pk)})
    order = Order.objects.get()
    assert response["Location"] == f"/pay/{order.pk}/"
    payment = payments.begin(client=factories.asha(), order_id=order.pk, gateway="sandbox")
    at_gateway(payment)
    for _twice in range(2):
        payments.ask(payment=payment)
    assert session_credits.left(factories.asha(), first.pk) == 5
    refunds.refund(actor=factories.adi(), payment_id=payment.pk, amount=None, reason="wish")
    assert session_credits.left(factories.asha(), first.pk) == 0
    with pytest.raises(NotFound):
        orders.open_order(client=factories.asha(), things=[("subscription", str(package.pk))])
