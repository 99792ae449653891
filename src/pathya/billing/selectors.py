"""Reads for a viewer: clients see their own, admins see all."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, Model, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Cast

from pathya.accounts.models import Role, User
from pathya.billing.models import (
    Coupon,
    Invoice,
    Order,
    Package,
    Payment,
    PaymentLink,
    Plan,
    Posting,
    Refund,
    Subscription,
)
from pathya.billing.rules import BILLS, RUNNING, OrderState, PaymentState
from pathya.kit import clock
from pathya.kit.errors import Forbidden, NotFound


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
    rows = Invoice.objects.filter(order=payment(viewer, payment_id).order_id, original=None)
    found = {row.kind in BILLS: row for row in rows}
    if not found:
        raise NotFound
    return found[max(found)]


def open_links(viewer: User) -> QuerySet[PaymentLink]:
    return PaymentLink.objects.filter(client=viewer, paid_at=None, withdrawn_at=None)


def balances() -> dict[str, Any]:
    """Account → debit minus credit; their sum is nothing."""
    rows = Posting.objects.values_list("account").annotate(total=Sum("amount")).order_by("account")
    return dict(rows)


def links(viewer: User) -> QuerySet[PaymentLink]:
    """Nutritionists see what they asked for, admins all; `page_url`: the gateway's own page while it is open."""
    if viewer.role not in {Role.ADMIN, Role.NUTRITIONIST}:
        raise Forbidden
    mine = Payment.objects.filter(
        order__lines__kind="payment_link",
        order__lines__reference=Cast(OuterRef("pk"), CharField()),
        session__startswith="https://",
        state=PaymentState.PENDING,
    )
    rows = PaymentLink.objects.select_related("client", "made_by").annotate(
        page_url=Subquery(mine.values("session")[:1])
    )
    return rows if viewer.role == Role.ADMIN else rows.filter(made_by=viewer)


def refund(viewer: User, refund_id: UUID) -> Refund:
    found: Refund = of_office(viewer, Refund.objects.select_related("payment__order__client"), refund_id)
    return found


def office(viewer: User) -> User:
    """The back office is the admins'; raises Forbidden."""
    if viewer.role != Role.ADMIN:
        raise Forbidden
    return viewer


def of_office(viewer: User, rows: "QuerySet[Any]", row_id: UUID) -> Any:
    office(viewer)
    found: Model | None = rows.filter(pk=row_id).first()
    if found is None:
        raise NotFound
    return found


def coupons() -> QuerySet[Coupon]:
    """With how many orders are being paid with each just now."""
    held = Q(orders__state=OrderState.OPEN, orders__coupon_held_until__gt=clock.now())
    return Coupon.objects.annotate(held=Count("orders", filter=held)).order_by("-created_at")


def offered_plans() -> QuerySet[Plan]:
    return Plan.objects.filter(is_offered=True)


def offered_packages() -> QuerySet[Package]:
    return Package.objects.filter(is_offered=True).select_related("kind")


def subscriptions(viewer: User) -> QuerySet[Subscription]:
    rows = Subscription.objects.select_related("client", "plan")
    return rows if viewer.role == Role.ADMIN else rows.filter(client=viewer)


def subscription(viewer: User, subscription_id: UUID) -> Subscription:
    found = subscriptions(viewer).filter(pk=subscription_id).first()
    if found is None:
        raise NotFound
    return found


def premium_of(user: User) -> Subscription | None:
    """The running subscription, also in its grace."""
    found = Subscription.objects.filter(client=user, state__in=RUNNING).select_related("plan").first()
    if found is None or found.paid_until is None:
        return None
    return found if found.paid_until + timedelta(days=found.plan.grace_days) > clock.now() else None


def is_premium(user: User) -> bool:
    """Whether somebody has premium now: what is paid, and the grace after it."""
    return premium_of(user) is not None


def documents_of(viewer: User, first: date, last: date) -> QuerySet[Invoice]:
    """All issued documents of some days, in the order of their numbers."""
    office(viewer)
    rows = Invoice.objects.filter(issued_on__range=(first, last)).select_related("original")
    return rows.order_by("issued_on", "kind", "number")
