"""Opening an order at the server's prices, and what the payer adds: coupon and billing details."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import Role, User
from pathya.billing import errors
from pathya.billing.models import Coupon, Order, OrderLine, PaymentLink
from pathya.billing.rules import Event, OrderState, Quote, shares
from pathya.kit import clock, registry
from pathya.kit.errors import Forbidden, Invalid, NotFound
from pathya.kit.money import Money, rounded
from pathya.operations import audit
from pathya.outbox.services import send_mail
from pathya.practice.rules import STATES, is_gstin

MOST_LINES = 12


def quote(*, client: User, kind: str, reference: str) -> Quote:
    """What a thing costs this person now; NotFound when nobody sells it."""
    price = registry.contributed("billing.price").get(kind)
    if price is None or kind not in registry.contributed("billing.fulfil"):
        raise NotFound
    found: Quote = price(user=client, reference=reference)
    return found


@transaction.atomic
def open_order(*, client: User, things: Sequence[tuple[str, str]], coupon: str = "") -> Order:
    """An order over (kind, reference) pairs. Raises NotFound, CouponInvalid."""
    if not 0 < len(things) <= MOST_LINES:
        raise Invalid(fields={"lines": [_("From one to twelve things.")]})
    quotes = [quote(client=client, kind=kind, reference=reference) for kind, reference in things]
    if len({one.unit.currency for one in quotes}) != 1 or any(one.unit.amount < 0 for one in quotes):
        raise Invalid
    total = sum((one.unit.amount for one in quotes), Decimal(0))
    order = Order.objects.create(
        client=client, total=total, currency=quotes[0].unit.currency, bill_name=client.get_full_name()[:160]
    )
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            position=place,
            kind=kind,
            reference=reference,
            service=one.service,
            description=one.description[:200],
            price=one.unit.amount,
            total=one.unit.amount,
        )
        for place, ((kind, reference), one) in enumerate(zip(things, quotes, strict=True))
    )
    audit.record(Event.OPENED, actor=client, subject=order, detail={"total": str(total)})
    if coupon:
        _take_coupon(order, coupon)
    return order


@transaction.atomic
def describe(
    *,
    client: User,
    order_id: UUID,
    coupon: str = "",
    name: str = "",
    address: str = "",
    state: str = "",
    gstin: str = "",
) -> Order:
    """Keep who the invoice is for and the coupon of an order that is still to pay."""
    order = Order.objects.select_for_update().filter(pk=order_id, client=client).first()
    if order is None:
        raise NotFound
    if not order.is_open:
        raise errors.NotOpen
    gstin = gstin.strip().upper()
    if gstin and not is_gstin(gstin):
        raise Invalid(fields={"gstin": [_("This GSTIN is not right: check each character.")]})
    if state and state not in STATES:
        raise Invalid(fields={"state": [_("Choose a state.")]})
    order.bill_name, order.bill_address = (name.strip() or client.get_full_name())[:160], address.strip()[:400]
    order.bill_gstin, order.bill_state = gstin, gstin[:2] or state
    order.save(update_fields=["bill_name", "bill_address", "bill_state", "bill_gstin"])
    _take_coupon(order, coupon)
    return order


@transaction.atomic
def link(*, actor: User, client_id: UUID, description: str, amount: Decimal) -> PaymentLink:
    """Ask a client for a stated amount, by mail."""
    if actor.role not in {Role.ADMIN, Role.NUTRITIONIST}:
        raise Forbidden
    client = User.objects.filter(pk=client_id, role=Role.CLIENT, is_active=True).first()
    if client is None:
        raise NotFound
    if not 1 <= amount <= 1_000_000 or amount != rounded(amount):
        raise Invalid(fields={"amount": [_("From ₹1 to ₹10,00,000.")]})
    made = PaymentLink.objects.create(
        client=client, made_by=actor, description=description.strip()[:200], amount=amount
    )
    audit.record(Event.LINKED, actor=actor, subject=made, detail={"amount": str(amount)})
    send_mail(
        to=client.email,
        template="billing/mail/link",
        context={
            "amount": str(Money(amount)),
            "url": settings.BASE_URL + reverse("payment_link", args=[made.pk]),
        },
        language=client.language,
        key=f"billing-link:{made.pk}",
    )
    return made


def _take_coupon(order: Order, code: str) -> None:
    """Apply, or take off again; holds the coupon's row so that its limits hold."""
    code = code.strip().upper()
    lines = list(order.lines.all())
    full = sum((line.price for line in lines), Decimal(0))
    coupon = _usable(order, code) if code else None
    off = Decimal(0)
    if coupon is not None:
        off = min(rounded(full * coupon.percent / 100) if coupon.percent else coupon.amount or Decimal(0), full)
    for line, discount in zip(lines, shares(off, [line.price for line in lines]), strict=True):
        line.discount, line.total = discount, line.price - discount
    OrderLine.objects.bulk_update(lines, ["discount", "total"])
    order.coupon, order.discount, order.total = coupon, off, full - off
    order.save(update_fields=["coupon", "discount", "total"])


def _usable(order: Order, code: str) -> Coupon:
    coupon = Coupon.objects.select_for_update().filter(code=code, valid_from__lte=clock.now()).first()
    if coupon is None or (coupon.valid_until and coupon.valid_until <= clock.now()):
        raise errors.CouponInvalid(fields={"coupon": [errors.CouponInvalid.message]})
    used = coupon.orders.filter(state=OrderState.PAID).exclude(pk=order.pk)
    spent = coupon.most is not None and used.count() >= coupon.most
    if spent or used.filter(client=order.client_id).count() >= coupon.most_per_person:
        raise errors.CouponInvalid(fields={"coupon": [_("This coupon is used up.")]})
    return coupon
