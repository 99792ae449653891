"""Reads for a viewer: clients see their own, admins see all."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from pathya.accounts.models import Role, User
from pathya.billing.models import Invoice, Order, Payment, PaymentLink, Posting
from pathya.kit.errors import NotFound


def orders(viewer: User) -> QuerySet[Order]:
    rows = Order.objects.select_related("client").prefetch_related("lines", "payments", "invoices")
    return rows if viewer.role == Role.ADMIN else rows.filter(client=viewer)


def order(viewer: User, order_id: UUID) -> Order:
    """One's own order: only its client pays it."""
    found = orders(viewer).filter(pk=order_id).first()
    if found is None:
        raise NotFound
    return found


def payments(viewer: User) -> QuerySet[Payment]:
    rows = Payment.objects.select_related("order__client").prefetch_related("order__lines")
    return rows if viewer.role == Role.ADMIN else rows.filter(order__client=viewer)


def payment(viewer: User, payment_id: UUID) -> Payment:
    found = payments(viewer).filter(pk=payment_id).first()
    if found is None:
        raise NotFound
    return found


def invoice(viewer: User, invoice_id: UUID) -> Invoice:
    rows = Invoice.objects.all() if viewer.role == Role.ADMIN else Invoice.objects.filter(client=viewer)
    found = rows.filter(pk=invoice_id).first()
    if found is None:
        raise NotFound
    return found


def invoice_of(viewer: User, payment_id: UUID) -> Invoice:
    found = Invoice.objects.filter(order=payment(viewer, payment_id).order_id, original=None).first()
    if found is None:
        raise NotFound
    return found


def open_links(viewer: User) -> QuerySet[PaymentLink]:
    return PaymentLink.objects.filter(client=viewer, paid_at=None).order_by("-created_at")


def balances() -> dict[str, Any]:
    """Account → debit minus credit; their sum is nothing."""
    rows = Posting.objects.values_list("account").annotate(total=Sum("amount")).order_by("account")
    return dict(rows)
