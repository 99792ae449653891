"""Calls of the demo practice are paid at the pretend gateway, as they would have been: orders, invoices, a refund."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import translation

from pathya.accounts.models import User
from pathya.billing import gateways
from pathya.billing.models import Order, SandboxPayment
from pathya.billing.rules import Quote
from pathya.billing.services import coupons, orders, payments, refunds
from pathya.consultations.models import Consultation
from pathya.consultations.paying import KIND
from pathya.consultations.rules import Party, Status
from pathya.consultations.wording import title
from pathya.kit import clock
from pathya.nutritionists.models import Nutritionist
from pathya.outbox.models import Message
from pathya.privacy.erasure import erase_now
from pathya.web.demo import cast

GATEWAY = "sandbox"
METHODS = ("upi", "card", "upi", "netbanking", "upi", "wallet")
MOST = {"meera": (14, 5), "kabir": (5, 2)}
"""How many past and coming calls of a nutritionist are paid: an order takes forty statements, and a start should not."""


def make_payments(nutritionists: Sequence[Nutritionist], admin: User) -> None:
    """In the order they were booked, so that numbers and days of the invoices agree; none without the gateway."""
    if GATEWAY not in gateways.offered():
        return
    calls = sorted((call for one in nutritionists for call in _calls(one)), key=lambda call: (call.created_at, call.pk))
    saved: set[object] = set()
    for number, call in enumerate(calls):
        coupon = number % 11 == 3 and call.client_id not in saved
        saved |= {call.client_id} if coupon else set()
        with clock.at(call.created_at), translation.override(call.language):
            _pay(call, METHODS[number % len(METHODS)], fails=number % 9 == 4, coupon=coupon)
    Message.objects.filter(template="billing/mail/paid", to__in={call.client.email for call in calls}).delete()
    _give_back(calls, admin)


def remove(people: Iterable[User]) -> None:
    """Delete these people; what was issued stays for ever: of whom it names everything else is erased, as of everybody
    who leaves."""
    for person in people:
        try:
            with transaction.atomic():
                person.delete()
        except ProtectedError:
            erase_now(person)


def _calls(nutritionist: Nutritionist) -> list[Consultation]:
    login = nutritionist.user.email.partition("@")[0]
    if login not in MOST:
        return []
    past, coming = MOST[login]
    rows = Consultation.objects.filter(nutritionist=nutritionist, fee_amount__gt=0, by_credit=False)
    rows = rows.select_related("client", "kind", "group", "nutritionist__user").order_by("starts_at", "pk")
    ahead = rows.filter(status=Status.SCHEDULED, starts_at__gt=clock.now() + timedelta(hours=1))
    return [*_some(list(rows.filter(status=Status.COMPLETED)), past), *_some(list(ahead), coming)]


def _some(calls: Sequence[Consultation], count: int) -> list[Consultation]:
    """Up to half of them of whom one signs in as, the others spread over the weeks."""
    shown = {f"{login}@{cast.DOMAIN}" for login in cast.SHOWN}
    known = [call for call in calls if call.client.email in shown][-(count // 2) :]
    rest = [call for call in calls if call not in known]
    return [*known, *rest[:: max(1, len(rest) // count)][: count - len(known)]]


def _pay(call: Consultation, method: str, *, fails: bool, coupon: bool) -> None:
    """`fails`: the first attempt does."""
    quote = Quote(title(call, Party.CLIENT), call.fee)
    order = orders.record(client=call.client, priced=[(KIND, str(call.pk), quote)])
    if coupon:
        coupons.take(order, "NAMASTE10")
    for status in ("failed", "captured") if fails else ("captured",):
        attempt = payments.begin(client=call.client, order_id=order.pk, gateway=GATEWAY)
        SandboxPayment.objects.filter(order_id=attempt.gateway_order).update(status=status, method=method)
        payments.ask(payment=attempt)


def _give_back(calls: Sequence[Consultation], admin: User) -> None:
    """Half of one call's fee, as its connection failed."""
    call = next((one for one in reversed(calls) if one.status == Status.COMPLETED), None)
    order = Order.objects.filter(lines__reference=str(call.pk)).first() if call else None
    paid = order.payments.exclude(paid_at=None).first() if order else None
    if paid:
        half = (paid.amount / 2).quantize(Decimal("0.01"))
        refunds.refund(actor=admin, payment_id=paid.pk, amount=half, reason="The connection broke off half way")
