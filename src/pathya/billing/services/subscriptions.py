"""Premium by the month: begun here, confirmed and charged at the gateway, followed by what the gateway tells."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from procrastinate.contrib.django import app

from pathya.accounts.models import User
from pathya.billing import errors, gateways
from pathya.billing.models import OrderLine, Payment, Plan, Subscription
from pathya.billing.rules import RUNNING, CannotFulfil, Event, Quote, SubscriptionState, months_on
from pathya.billing.services import orders
from pathya.billing.services.settle import settle
from pathya.integrations.payments import GatewayFailed, Outcome, Seen, Standing, SubscriptionSeen
from pathya.kit import clock
from pathya.kit.errors import NotFound
from pathya.operations import audit
from pathya.outbox.services import send_mail

KIND = "subscription"
TIMES = 120
"""Charges that the payer agrees to at most; Razorpay wants a number."""
LATE = timedelta(hours=12)
"""So long after the end of a month without a charge we take it as overdue."""
REMINDERS = (0, 3)
"""Days after the first failure on which the client is reminded, beside the last day of the grace."""


@transaction.atomic
def record(*, client: User, plan_id: UUID, gateway: str = "") -> Subscription:
    """The wish, before the gateway is asked. Raises NotFound, AlreadySubscribed, NoGateway."""
    User.objects.select_for_update().get(pk=client.pk)
    plan = Plan.objects.filter(pk=plan_id, is_offered=True).first()
    if plan is None:
        raise NotFound
    mine = Subscription.objects.select_for_update().filter(client=client)
    if mine.filter(state__in=RUNNING).exists():
        raise errors.AlreadySubscribed
    for former in mine.filter(state=SubscriptionState.CREATED):
        _end(former, "replaced")
    made = Subscription.objects.create(client=client, plan=plan, gateway=gateways.recurring(gateway).name)
    audit.record(Event.SUBSCRIBED, actor=client, subject=made, detail={"plan": plan.slug, "amount": str(plan.amount)})
    return made


def confirm(*, subscription: Subscription) -> Subscription:
    """Open it at the gateway, outside of any transaction: `confirm_url` is where the client agrees to the charges."""
    if subscription.gateway_subscription:
        return subscription
    service, plan = gateways.recurring(subscription.gateway), subscription.plan
    try:
        known = plan.at_gateways.get(service.name)
        if known is None:
            known = service.plan(title=plan.title_en, amount=plan.amount, months=plan.months, reference=plan.slug)
            plan.at_gateways = {**plan.at_gateways, service.name: known}
            plan.save(update_fields=["at_gateways"])
        opened = service.subscribe(plan_id=known, reference=subscription.pk.hex, times=TIMES // plan.months)
    except GatewayFailed:
        raise errors.GatewayUnavailable from None
    subscription.gateway_subscription, subscription.confirm_url = opened.subscription_id, opened.confirm_url
    subscription.save(update_fields=["gateway_subscription", "confirm_url"])
    return subscription


@transaction.atomic
def cancel(*, client: User, subscription_id: UUID) -> Subscription:
    """No further charge; premium lasts until the end of what is paid."""
    row = Subscription.objects.select_for_update(of=("self",)).select_related("client", "plan")
    found = row.filter(pk=subscription_id, client=client).first()
    if found is None:
        raise NotFound
    if found.state == SubscriptionState.CREATED:
        _end(found, "client")
    elif found.state in RUNNING and not found.cancel_at_end:
        found.cancel_at_end = True
        found.save(update_fields=["cancel_at_end"])
        _tell(found, "cancelled", f"cancelled:{found.pk}")
        _stop(found, at_end=found.state == SubscriptionState.ACTIVE)
        audit.record(Event.SUBSCRIPTION, actor=client, subject=found, detail={"state": "cancel_at_end"})
    return found


@transaction.atomic
def end_all(*, client: User) -> None:
    """Somebody leaves: nothing is charged any more. Repeatable."""
    for row in Subscription.objects.select_for_update().filter(client=client).exclude(state=SubscriptionState.ENDED):
        _end(row, "erased")


def told(*, gateway: str, seen: SubscriptionSeen, payment: Seen | None) -> str:
    """A gateway's event: a charge counts as it was signed; the standing is asked for, as events come in any order."""
    row = Subscription.objects.filter(gateway=gateway, gateway_subscription=seen.subscription_id).first()
    if row is None:
        return "no such subscription"
    if payment is not None and payment.outcome == Outcome.SUCCESS:
        charged(subscription_id=row.pk, seen=payment)
    try:
        now = gateways.recurring(gateway).subscription(seen.subscription_id)
    except (GatewayFailed, errors.NoGateway):
        now = seen
    stand(subscription_id=row.pk, seen=now)
    return f"subscription {now.standing.value}"


@transaction.atomic
def charged(*, subscription_id: UUID, seen: Seen) -> None:
    """One charge: an order of the plan's price, paid, fulfilled and invoiced like every other. Safe to repeat."""
    row = _locked(subscription_id)
    reference = seen.order_id or seen.payment_id
    if Payment.objects.filter(gateway=row.gateway, gateway_order=reference).exists():
        return
    quote = Quote(row.plan.title, row.plan.money, row.plan.service)
    order = orders.record(client=row.client, priced=[(KIND, str(row.pk), quote)])
    payment = Payment.objects.create(
        order=order, gateway=row.gateway, gateway_order=reference, amount=order.total, currency=order.currency
    )
    settle(payment_id=payment.pk, seen=seen)


@transaction.atomic
def stand(*, subscription_id: UUID, seen: SubscriptionSeen) -> None:
    """Follow how it stands at the gateway. What is paid stays paid."""
    row = _locked(subscription_id)
    if row.state == SubscriptionState.CREATED and seen.standing == Standing.ENDED:
        _end(row, "gateway")
    elif row.state not in RUNNING:
        return
    elif seen.standing in {Standing.PENDING, Standing.HALTED}:
        _overdue(row)
    elif seen.standing == Standing.ENDED and not row.cancel_at_end:
        row.cancel_at_end = True
        row.save(update_fields=["cancel_at_end"])
    elif seen.standing == Standing.ACTIVE and seen.paid_until and row.state == SubscriptionState.ACTIVE:
        _correct(row, seen.paid_until)


def due() -> list[UUID]:
    """Running subscriptions whose paid time is over."""
    rows = Subscription.objects.filter(state__in=RUNNING, paid_until__lte=clock.now())
    return list(rows.values_list("pk", flat=True))


def look_after(*, subscription_id: UUID) -> None:
    """At the end of a month: ask for a charge that nobody told of, then end, remind or wait."""
    row = Subscription.objects.get(pk=subscription_id)
    try:
        service = gateways.recurring(row.gateway)
        for seen in service.charges(row.gateway_subscription):
            charged(subscription_id=row.pk, seen=seen)
    except (GatewayFailed, errors.NoGateway):
        pass
    _settle_day(subscription_id)


def unsubscribe(*, subscription_id: UUID, at_end: bool) -> None:
    """Tell the gateway; raises GatewayFailed, so that the job tries again."""
    row = Subscription.objects.get(pk=subscription_id)
    if row.gateway_subscription:
        service = gateways.recurring(row.gateway)
        if service.subscription(row.gateway_subscription).standing != Standing.ENDED:
            service.unsubscribe(row.gateway_subscription, at_end=at_end)


def fulfil(*, line: OrderLine) -> None:
    """One more period. CannotFulfil when it has ended, or another one runs: the charge is paid back."""
    row = _locked(UUID(line.reference))
    others = Subscription.objects.filter(client=row.client_id, state__in=RUNNING).exclude(pk=row.pk)
    if row.state == SubscriptionState.ENDED or others.exists():
        _stop(row, at_end=False)
        raise CannotFulfil
    now = clock.now()
    late = row.paid_until is None or row.paid_until + timedelta(days=row.plan.grace_days) < now
    row.paid_until = months_on(now if late or row.paid_until is None else row.paid_until, row.plan.months)
    row.state, row.overdue_since = SubscriptionState.ACTIVE, None
    row.save(update_fields=["paid_until", "state", "overdue_since"])


def revoke(*, line: OrderLine) -> None:
    """A period was refunded in full: it ends at once when it was the last one."""
    row = _locked(UUID(line.reference))
    last = OrderLine.objects.filter(kind=KIND, reference=line.reference, order__paid_at__isnull=False)
    newest = last.order_by("-order__paid_at").first()
    if row.state in RUNNING and newest is not None and newest.pk == line.pk:
        _end(row, "refunded")


@transaction.atomic
def _settle_day(subscription_id: UUID) -> None:
    row, now = _locked(subscription_id), clock.now()
    if row.state not in RUNNING or row.paid_until is None or row.paid_until > now:
        return
    if row.cancel_at_end and row.state == SubscriptionState.ACTIVE:
        _end(row, "client")
    elif row.paid_until + timedelta(days=row.plan.grace_days) <= now:
        _end(row, "unpaid")
        _tell(row, "ended", f"ended:{row.pk}")
    elif row.state == SubscriptionState.PAST_DUE or row.paid_until + LATE <= now:
        _overdue(row)


def _overdue(row: Subscription) -> None:
    """Mark it and remind: on the first day, after three, and on the last one of the grace; each once a period."""
    now = clock.now()
    if row.state != SubscriptionState.PAST_DUE:
        row.state, row.overdue_since = SubscriptionState.PAST_DUE, now
        row.save(update_fields=["state", "overdue_since"])
        audit.record(Event.SUBSCRIPTION, actor=None, subject=row, detail={"state": row.state})
    passed = (now - (row.overdue_since or now)).days
    paid_until = row.paid_until or now
    last = (paid_until + timedelta(days=row.plan.grace_days - 1)) <= now
    step = "last" if last else str(max(day for day in REMINDERS if day <= passed))
    _tell(row, "overdue", f"overdue:{row.pk}:{paid_until:%Y%m%d}:{step}")


def _correct(row: Subscription, paid_until: datetime) -> None:
    """The gateway's end of the period, when it lies within a few days of ours."""
    if row.paid_until and abs(row.paid_until - paid_until) <= timedelta(days=4) and row.paid_until != paid_until:
        row.paid_until = paid_until
        row.save(update_fields=["paid_until"])


def _locked(subscription_id: UUID) -> Subscription:
    rows = Subscription.objects.select_for_update(of=("self",)).select_related("client", "plan")
    return rows.get(pk=subscription_id)


def _end(row: Subscription, why: str) -> None:
    row.state, row.ended_at, row.why_ended = SubscriptionState.ENDED, clock.now(), why
    row.save(update_fields=["state", "ended_at", "why_ended"])
    audit.record(Event.SUBSCRIPTION, actor=None, subject=row, detail={"state": row.state, "why": why})
    _stop(row, at_end=False)


def _stop(row: Subscription, *, at_end: bool) -> None:
    """By name: the task's module stands above this one."""
    if row.gateway_subscription:
        app.configure_task("billing.unsubscribe").defer(subscription_id=str(row.pk), at_end=at_end)


def _tell(row: Subscription, what: str, key: str) -> None:
    ends = row.paid_until + timedelta(days=row.plan.grace_days) if row.paid_until else clock.now()
    context: Mapping[str, str] = {
        "amount": str(row.plan.money),
        "until": f"{row.paid_until or clock.now():%d-%m-%Y}",
        "ends": f"{ends:%d-%m-%Y}",
        "url": settings.BASE_URL + reverse("premium"),
        "confirm_url": row.confirm_url,
    }
    send_mail(
        to=row.client.email,
        template=f"billing/mail/premium_{what}",
        context=context,
        language=row.client.language,
        key=f"premium-{key}",
    )
