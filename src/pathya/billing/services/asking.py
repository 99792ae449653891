"""Asking a client for a stated amount: by mail, by an invoice that is to be paid, for an advance."""

from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from pathya.accounts.models import Role, User
from pathya.billing import errors, gateways
from pathya.billing.models import Invoice, Order, PaymentLink
from pathya.billing.rules import BILLS, LARGE, Document, Event, OrderState, Papers
from pathya.billing.services import documents, ledger, orders, pages
from pathya.kit import clock
from pathya.kit.errors import Forbidden, Invalid, NotFound
from pathya.kit.money import Money, rounded
from pathya.operations import audit
from pathya.outbox.services import send_mail

ASKS = frozenset({Role.ADMIN, Role.NUTRITIONIST})


@transaction.atomic
def link(
    *,
    actor: User,
    client_id: UUID,
    description: str,
    amount: Decimal,
    service: str = "consultation",
    papers: str = Papers.PAID,
) -> PaymentLink:
    """Ask a client for a stated amount, by mail. Raises Forbidden, NotFound, Invalid."""
    if actor.role not in ASKS:
        raise Forbidden
    client = User.objects.filter(pk=client_id, role=Role.CLIENT, is_active=True).first()
    if client is None:
        raise NotFound
    if not amount.is_finite() or not 1 <= amount <= 1_000_000 or amount != rounded(amount):
        raise Invalid(fields={"amount": [_("From ₹1 to ₹10,00,000.")]})
    if papers not in Papers.values:
        raise Invalid(fields={"papers": [_("Choose one of them.")]})
    made = PaymentLink.objects.create(
        client=client,
        made_by=actor,
        description=description.strip()[:200],
        amount=amount,
        service=service[:24],
        papers=papers,
    )
    audit.record(Event.LINKED, actor=actor, subject=made, detail={"amount": str(amount)})
    if papers == Papers.BEFORE:
        _bill(made)
    if gateways.linking() is None or amount >= LARGE:
        tell(made)
    else:
        app.configure_task("billing.open_link").defer(link_id=str(made.pk))
    return made


def order_of(*, client: User, link_id: UUID) -> Order:
    """The order of a link, opened when it is first followed; NotFound for a link of somebody else, or an ended one."""
    kept = Order.objects.filter(
        client=client, lines__kind="payment_link", lines__reference=str(link_id), state=OrderState.OPEN
    ).first()
    return kept or orders.open_order(client=client, things=[("payment_link", str(link_id))])


@transaction.atomic
def withdraw(*, actor: User, link_id: UUID) -> PaymentLink:
    """The client need not pay; an invoice that was issued is taken back by a credit note. Raises NotOpen."""
    if actor.role not in ASKS:
        raise Forbidden
    found = Order.objects.filter(lines__kind="payment_link", lines__reference=str(link_id))
    held = list(Order.objects.select_for_update().filter(pk__in=found.values("pk")).order_by("pk"))
    row = PaymentLink.objects.select_for_update().filter(pk=link_id).first()
    if row is None or (actor.role != Role.ADMIN and row.made_by_id != actor.pk):
        raise NotFound
    if row.paid_at or row.withdrawn_at:
        raise errors.NotOpen
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    for order in held:
        pages.close(order.pk)
        if order.is_open:
            _call_off(order)
    audit.record(Event.WITHDRAWN, actor=actor, subject=row)
    return row


@transaction.atomic
def supplied(*, actor: User, order_id: UUID) -> Invoice:
    """What an advance was for has been supplied: its invoice. Raises NotOpen when there is nothing to invoice."""
    if actor.role != Role.ADMIN:
        raise Forbidden
    order = Order.objects.select_for_update(of=("self",)).select_related("client").filter(pk=order_id).first()
    if order is None:
        raise NotFound
    voucher = documents.bill_of(order)
    left = sum((row.left for row in order.payments.filter(is_surplus=False, paid_at__isnull=False)), Decimal(0))
    if order.state != OrderState.PAID or voucher is None or voucher.kind != Document.RECEIPT or not left:
        raise errors.NotOpen
    made, taxes = documents.supplied(order, voucher)
    ledger.post(what="supplied", key=f"supplied:{order.pk}", order_id=order.pk, amounts=ledger.earned(taxes))
    audit.record(Event.SUPPLIED, actor=actor, subject=order, detail={"number": made.number})
    return made


def _bill(made: PaymentLink) -> None:
    """The invoice before the payment; what is owed stands under receivable."""
    order = orders.open_order(client=made.client, things=[("payment_link", str(made.pk))])
    _invoice, taxes = documents.issue(order)
    amounts = {ledger.RECEIVABLE: order.total} | ledger.sale(taxes)
    ledger.post(what="invoice", key=f"invoice:{order.pk}", order_id=order.pk, amounts=amounts)


def _call_off(order: Order) -> None:
    order.state = OrderState.CANCELLED
    order.save(update_fields=["state"])
    bill = order.invoices.filter(kind__in=BILLS).first()
    if bill is not None:
        _note, taxes = documents.credit(bill, bill.total, Decimal(0), "withdrawn")
        amounts = ledger.sale(taxes, sign=1) | {ledger.RECEIVABLE: -bill.total}
        ledger.post(what="withdrawn", key=f"withdrawn:{order.pk}", order_id=order.pk, amounts=amounts)


def tell(made: PaymentLink, page_url: str = "") -> None:
    """The mail, once; `page_url` is the gateway's own page, where there is one."""
    send_mail(
        to=made.client.email,
        template="billing/mail/link",
        context={
            "amount": str(Money(made.amount)),
            "page_url": page_url,
            "url": settings.BASE_URL + reverse("payment_link", args=[made.pk]),
        },
        language=made.client.language,
        key=f"billing-link:{made.pk}",
    )
