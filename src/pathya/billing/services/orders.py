"""Opening an order at the server's prices, and what the payer adds: coupon and billing details."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.billing import errors
from pathya.billing.models import Order, OrderLine
from pathya.billing.rules import BILLS, LARGE, Event, Papers, Quote
from pathya.billing.services import coupons
from pathya.kit import registry
from pathya.kit.errors import Invalid, NotFound, Text
from pathya.operations import audit
from pathya.practice.rules import STATES, is_gstin

MOST_LINES = 12
BILLED = ("bill_name", "bill_address", "bill_state", "bill_gstin", "bill_country")


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
    priced = [(kind, reference, quote(client=client, kind=kind, reference=reference)) for kind, reference in things]
    order = record(client=client, priced=priced)
    if coupon:
        coupons.take(order, coupon)
    return order


@transaction.atomic
def record(*, client: User, priced: Sequence[tuple[str, str, Quote]]) -> Order:
    """An order over (kind, reference, quote): prices are kept as they are now."""
    quotes = [one for _kind, _reference, one in priced]
    if len({one.unit.currency for one in quotes}) != 1 or any(one.unit.amount < 0 for one in quotes):
        raise Invalid
    total = sum((one.unit.amount for one in quotes), Decimal(0))
    order = Order.objects.create(
        client=client,
        total=total,
        currency=quotes[0].unit.currency,
        papers=quotes[0].papers if len(quotes) == 1 else Papers.PAID,
        **_billed_last(client),
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
        for place, (kind, reference, one) in enumerate(priced)
    )
    audit.record(Event.OPENED, actor=client, subject=order, detail={"total": str(total)})
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
    country: str = "IN",
) -> Order:
    """Keep who the invoice is for and the coupon of an order that is still to pay.

    What is issued already stays as it is. Raises NotFound, NotOpen, CouponInvalid, Invalid.
    """
    order = Order.objects.select_for_update().filter(pk=order_id, client=client).first()
    if order is None:
        raise NotFound
    if not order.is_open:
        raise errors.NotOpen
    if order.invoices.filter(kind__in=BILLS).exists():
        return order
    gstin, country = gstin.strip().upper(), (country.strip().upper() or "IN")
    order.bill_name, order.bill_address = (name.strip() or client.get_full_name())[:160], address.strip()[:400]
    order.bill_gstin, order.bill_country = gstin, country
    order.bill_state = "" if country != "IN" else gstin[:2] or state
    coupons.take(order, coupon)
    if wrong := _missing(order):
        raise Invalid(fields=wrong)
    order.save(update_fields=[*BILLED])
    return order


def _missing(order: Order) -> dict[str, list[Text]]:
    """What rule 46 wants on the invoice and is not there or not right."""
    wrong: dict[str, list[Text]] = {}
    if len(order.bill_country) != 2 or not order.bill_country.isascii() or not order.bill_country.isalpha():
        wrong["country"] = [_("Two letters, like IN or GB.")]
    if order.bill_gstin and (not is_gstin(order.bill_gstin) or order.bill_country != "IN"):
        wrong["gstin"] = [_("This GSTIN is not right: check each character.")]
    elif order.bill_state and order.bill_state not in STATES:
        wrong["state"] = [_("Choose a state.")]
    large = order.total >= LARGE
    if (order.bill_gstin or large) and not order.bill_address:
        wrong["address"] = [_("The invoice needs your address.")]
    if large and order.bill_country == "IN" and not order.bill_state:
        wrong["state"] = [_("Choose a state.")]
    return wrong


def _billed_last(client: User) -> dict[str, str]:
    """The details of the client's last order, to begin with."""
    last = Order.objects.filter(client=client).order_by("-created_at").values(*BILLED).first()
    return last or {"bill_name": client.get_full_name()[:160]}
