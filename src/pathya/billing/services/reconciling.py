"""Comparing with the gateways: attempts that stayed open, payments we count, refunds on their way."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from pathya.accounts.models import Role, User
from pathya.billing import errors, gateways
from pathya.billing.models import Difference, Payment, Refund
from pathya.billing.rules import BY_HAND, PAID, Event, PaymentState, RefundState
from pathya.billing.services import refunds
from pathya.billing.services.payments import OPEN, ask
from pathya.billing.services.settle import differs
from pathya.integrations.payments import GatewayFailed, Outcome
from pathya.kit import clock
from pathya.kit.errors import Forbidden, NotFound
from pathya.operations import audit
from pathya.outbox.services import send_mail

GIVEN_UP = timedelta(days=3)
OURS = (BY_HAND, "none")
MOST_TOLD = 100
PAGE_LIFE = timedelta(days=32)
"""A page of a gateway ends after 30 days (`linking.LIFE`)."""


def reconcile(*, pages: bool = False) -> int:
    """Ask about attempts that stayed open, and failed ones of the last days; with `pages`, about older pages of the
    gateways' own too. How many did not answer."""
    since, now = clock.now() - GIVEN_UP, clock.now()
    when = Q(created_at__gt=since)
    if pages:
        when |= Q(created_at__gt=now - PAGE_LIFE, session__startswith="https://")
    rows = Payment.objects.exclude(gateway_order="").filter(
        when, created_at__lt=now - timedelta(minutes=10), state__in=[*OPEN, PaymentState.FAILED]
    )
    silent = 0
    for payment in rows:
        before = payment.state
        if not ask(payment=payment):
            silent += 1
            continue
        payment.refresh_from_db()
        if payment.state == PaymentState.SUCCESS:
            differs(payment, "webhook missing", before, payment.state)
    return silent + _refunds()


def report() -> int:
    """Once a day: compare what we count as paid with the gateways, and tell the admins of every open difference."""
    now = clock.now()
    rows = Payment.objects.exclude(gateway__in=OURS).filter(state__in=PAID, paid_at__gt=now - GIVEN_UP)
    for payment in rows.exclude(gateway_order=""):
        _compare(payment)
    silent = reconcile(pages=True)
    found = list(Difference.objects.filter(closed_at=None).select_related("payment")[:MOST_TOLD])
    _tell(found, silent)
    return len(found)


@transaction.atomic
def close(*, actor: User, difference_id: UUID, closing: str) -> Difference:
    """A person has looked at it."""
    if actor.role != Role.ADMIN:
        raise Forbidden
    row = Difference.objects.select_for_update().filter(pk=difference_id).first()
    if row is None:
        raise NotFound
    if row.closed_at is None:
        row.closed_at, row.closed_by, row.closing = clock.now(), actor, closing.strip()[:200]
        row.save(update_fields=["closed_at", "closed_by", "closing"])
        audit.record(Event.CLOSED, actor=actor, subject=row)
    return row


def _refunds() -> int:
    """Refunds that the gateway has taken but not finished; how many did not answer."""
    rows = Refund.objects.filter(state=RefundState.PENDING).exclude(gateway_refund="").select_related("payment")
    silent = 0
    for row in rows.exclude(payment__gateway__in=OURS):
        paid = row.payment
        try:
            service = gateways.gateway(paid.gateway)
            seen = service.refunded(paid.gateway_order, paid.gateway_payment, row.gateway_refund)
        except (GatewayFailed, errors.NoGateway):
            silent += 1
            continue
        if seen.amount is not None and seen.amount != row.amount:
            differs(paid, "refund amount", str(row.amount), str(seen.amount), refund=row)
            continue
        refunds.answered(refund_id=row.pk, seen=seen)
        if seen.outcome != Outcome.PENDING:
            differs(paid, "refund not told", RefundState.PENDING, seen.outcome, refund=row)
    return silent


def _compare(payment: Payment) -> None:
    """What we count as paid must stand at the gateway, with its amount."""
    try:
        seen = gateways.gateway(payment.gateway).payments(payment.gateway_order)
    except (GatewayFailed, errors.NoGateway):
        return
    good = [one for one in seen if one.outcome == Outcome.SUCCESS]
    if not good:
        differs(payment, "not paid there", str(payment.amount), "nothing")
    elif all(one.amount != payment.amount for one in good):
        differs(payment, "amount", str(payment.amount), str(good[0].amount))


@transaction.atomic
def _tell(found: list[Difference], silent: int) -> None:
    day = clock.today(settings.PRACTICE_TIME_ZONE)
    detail = {"differences": len(found), "silent": silent}
    audit.record(Event.RECONCILED, actor=None, subject=None, detail=detail)
    if not found and not silent:
        return
    lines = [f"{one.found_at:%Y-%m-%d} {one.payment_id} {one.what}: {one.ours} / {one.theirs}" for one in found]
    for admin in User.objects.filter(role=Role.ADMIN, is_active=True):
        send_mail(
            to=admin.email,
            template="billing/mail/differences",
            context={
                "count": len(found),
                "silent": silent,
                "lines": "\n".join(lines),
                "url": settings.BASE_URL + reverse("office_list", args=["differences"]),
            },
            language=admin.language,
            key=f"billing-differences:{day}:{admin.pk}",
        )
