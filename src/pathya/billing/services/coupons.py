"""Coupons: who may use one, held while it is being paid with, counted when it is paid. All under the coupon's lock."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import Role, User
from pathya.billing import errors
from pathya.billing.models import Coupon, Order, OrderLine
from pathya.billing.rules import CannotFulfil, Event, OrderState, PaymentState, shares
from pathya.kit import clock
from pathya.kit.errors import Forbidden, Invalid, NotFound
from pathya.kit.money import rounded
from pathya.operations import audit

HELD = timedelta(minutes=30)
"""So long a place is kept from the start of an attempt to pay."""
PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")


def take(order: Order, code: str) -> None:
    """Apply to an open order, or take off again with an empty code; in the caller's transaction. CouponInvalid."""
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


def hold(order: Order) -> None:
    """Keep a place of the order's coupon while it is paid; CouponInvalid when there is none."""
    if order.coupon is not None:
        _usable(order, order.coupon.code)
        order.coupon_held_until = clock.now() + HELD
        order.save(update_fields=["coupon_held_until"])


def let_go(order: Order) -> None:
    """An attempt failed: the place is free again unless another attempt still runs."""
    going = order.payments.filter(state__in=[PaymentState.PENDING, PaymentState.PROCESSING]).exists()
    if order.coupon_held_until and not going:
        order.coupon_held_until = None
        order.save(update_fields=["coupon_held_until"])


def use(order: Order) -> None:
    """Count it, at the payment. CannotFulfil when it was paid after the hold and the coupon is used up since."""
    if order.coupon_id is None:
        return
    coupon = Coupon.objects.select_for_update().get(pk=order.coupon_id)
    held = order.coupon_held_until is not None and order.coupon_held_until > clock.now()
    if not held and not _has_room(coupon, order):
        raise CannotFulfil
    if coupon.most is not None and coupon.used >= coupon.most:
        raise CannotFulfil
    coupon.used += 1
    coupon.save(update_fields=["used"])


@transaction.atomic
def save(*, actor: User, coupon_id: UUID | None, **given: Any) -> Coupon:
    """Make a coupon or change its limits. `given`: code, percent, amount, valid_from, valid_until, most,
    most_per_person, note; code, percent and amount stay as they were made."""
    if actor.role != Role.ADMIN:
        raise Forbidden
    row = Coupon() if coupon_id is None else Coupon.objects.select_for_update().filter(pk=coupon_id).first()
    if row is None:
        raise NotFound
    if coupon_id is not None:
        given = {name: value for name, value in given.items() if name not in {"code", "percent", "amount"}}
    for name, value in given.items():
        setattr(row, name, value)
    _check(row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Invalid(fields={"code": [_("There is a coupon with this code.")]}) from None
    audit.record(Event.COUPON, actor=actor, subject=row, detail={"code": row.code, "new": coupon_id is None})
    return row


def end(*, actor: User, coupon_id: UUID) -> Coupon:
    """Nobody can apply it from now on."""
    return save(actor=actor, coupon_id=coupon_id, valid_until=clock.now())


def _check(row: Coupon) -> None:
    row.code = row.code.strip().upper()
    wrong: dict[str, list[Any]] = {}
    if not 3 <= len(row.code) <= 24 or not set(row.code) <= PLAIN:
        wrong["code"] = [_("From 3 to 24 letters, digits and dashes.")]
    if (row.percent is None) == (row.amount is None):
        wrong["percent"] = [_("Write a percentage or an amount, not both.")]
    elif row.percent is not None and not 1 <= row.percent <= 100:
        wrong["percent"] = [_("From 1 to 100.")]
    elif row.amount is not None and not 0 < row.amount <= 1_000_000:
        wrong["amount"] = [_("From ₹1 to ₹10,00,000.")]
    if row.most is not None and row.most < row.used:
        wrong["most"] = [_("It was used more often already.")]
    if row.most_per_person < 1:
        wrong["most_per_person"] = [_("At least once.")]
    if row.valid_until and row.valid_until < row.valid_from:
        wrong["valid_until"] = [_("After its beginning.")]
    if wrong:
        raise Invalid(fields=wrong)


def _usable(order: Order, code: str) -> Coupon:
    coupon = Coupon.objects.select_for_update().filter(code=code, valid_from__lte=clock.now()).first()
    if coupon is None or (coupon.valid_until and coupon.valid_until <= clock.now()):
        raise errors.CouponInvalid(fields={"coupon": [errors.CouponInvalid.message]})
    if not _has_room(coupon, order):
        raise errors.CouponInvalid(fields={"coupon": [_("This coupon is used up.")]})
    return coupon


def _has_room(coupon: Coupon, order: Order) -> bool:
    """Counting what is paid and what others are paying with just now."""
    now: datetime = clock.now()
    others = coupon.orders.exclude(pk=order.pk)
    held = others.filter(state=OrderState.OPEN, coupon_held_until__gt=now)
    if coupon.most is not None and coupon.used + held.count() >= coupon.most:
        return False
    mine = others.filter(client=order.client_id).filter(
        Q(state=OrderState.PAID) | Q(state=OrderState.OPEN, coupon_held_until__gt=now)
    )
    return mine.count() < coupon.most_per_person
