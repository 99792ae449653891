"""Orders and their payments. Documents and the ledger stand in `books`."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from pathya.accounts.models import User
from pathya.billing.rules import DIFFERENCES, OrderState, Papers, PaymentState, RefundState
from pathya.kit import clock
from pathya.kit.errors import Text
from pathya.kit.ids import new_id
from pathya.kit.money import Money


def amount_field(**options: object) -> "models.DecimalField[Decimal, Decimal]":
    return models.DecimalField(max_digits=12, decimal_places=2, **options)  # type: ignore[arg-type]


class Coupon(models.Model):
    """A percentage or an amount off; `percent` or `amount` is set. `used` counts paid orders, under the row's lock."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=24, unique=True)
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    amount = amount_field(null=True, blank=True)
    valid_from = models.DateTimeField(default=clock.now)
    valid_until = models.DateTimeField(null=True, blank=True)
    most = models.PositiveIntegerField(null=True, blank=True)
    most_per_person = models.PositiveIntegerField(default=1)
    used = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(most=None) | Q(used__lte=F("most")), name="coupon_not_above_most"),
            models.CheckConstraint(
                condition=(Q(percent__gte=1, percent__lte=100, amount=None) | Q(percent=None, amount__gt=0)),
                name="coupon_percent_or_amount",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Order(models.Model):
    """What somebody wants to pay for; prices are the server's at the moment it was opened."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(User, on_delete=models.PROTECT, related_name="orders")
    state = models.CharField(max_length=12, choices=OrderState.choices, default=OrderState.OPEN)
    total = amount_field()
    discount = amount_field(default=0)
    currency = models.CharField(max_length=3, default="INR")
    coupon = models.ForeignKey(Coupon, null=True, blank=True, on_delete=models.PROTECT, related_name="orders")
    bill_name = models.CharField(max_length=160, blank=True)
    bill_address = models.CharField(max_length=400, blank=True)
    bill_state = models.CharField(max_length=2, blank=True)
    bill_gstin = models.CharField(max_length=15, blank=True)
    bill_country = models.CharField(max_length=2, default="IN")
    papers = models.CharField(max_length=8, choices=Papers.choices, default=Papers.PAID)
    coupon_held_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    paid_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["client", "-created_at"], name="order_of_client")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(total__gte=0, discount__gte=0), name="order_not_negative")
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def money(self) -> Money:
        return Money(self.total, self.currency)

    @property
    def is_open(self) -> bool:
        return self.state == OrderState.OPEN

    @property
    def title(self) -> str:
        return ", ".join(line.description for line in self.lines.all())


class OrderLine(models.Model):
    """`total` is after discount and includes tax. `reference` is the id of the thing, in its own domain."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=24)
    reference = models.CharField(max_length=64)
    service = models.CharField(max_length=24)
    description = models.CharField(max_length=200)
    price = amount_field()
    discount = amount_field(default=0)
    total = amount_field()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(price=F("total") + F("discount"), total__gte=0), name="line_adds_up")
        ]

    def __str__(self) -> str:
        return self.description


class Payment(models.Model):
    """One attempt at one gateway. At most one success of an order counts; a further one is surplus and paid back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="payments")
    gateway = models.CharField(max_length=12)
    gateway_order = models.CharField(max_length=80, blank=True)
    gateway_payment = models.CharField(max_length=80, blank=True)
    session = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=16, choices=PaymentState.choices, default=PaymentState.PENDING)
    amount = amount_field()
    refunded = amount_field(default=0)
    currency = models.CharField(max_length=3, default="INR")
    method = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=80, blank=True)
    is_surplus = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    paid_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["gateway", "gateway_order"], condition=~Q(gateway_order=""), name="payment_gateway_order"
            ),
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(state__in=["success", "partly_refunded", "refunded"], is_surplus=False),
                name="payment_one_success",
            ),
            models.CheckConstraint(condition=Q(refunded__gte=0, refunded__lte=F("amount")), name="payment_refunded"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)

    @property
    def left(self) -> Decimal:
        return self.amount - self.refunded

    @property
    def page_url(self) -> str:
        """The gateway's own page of a payment link; empty for every other attempt."""
        return self.session if self.session.startswith("https://") else ""


class Refund(models.Model):
    """Money going back. Its id is the key with which the gateway is asked, so that asking twice pays once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    amount = amount_field()
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=RefundState.choices, default=RefundState.PENDING)
    gateway_refund = models.CharField(max_length=80, blank=True, db_index=True)
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(amount__gt=0), name="refund_positive")]

    def __str__(self) -> str:
        return str(self.id)


class PaymentLink(models.Model):
    """A stated amount that a client is asked to pay, by a nutritionist or an admin."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(User, on_delete=models.PROTECT, related_name="payment_links")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    description = models.CharField(max_length=200)
    service = models.CharField(max_length=24, default="consultation")
    amount = amount_field()
    papers = models.CharField(max_length=8, choices=Papers.choices, default=Papers.PAID)
    created_at = models.DateTimeField(default=clock.now)
    paid_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gte=1), name="link_positive"),
            models.CheckConstraint(condition=Q(paid_at=None) | Q(withdrawn_at=None), name="link_one_end"),
        ]

    def __str__(self) -> str:
        return self.description


class WebhookEvent(models.Model):
    """The inbox: each event of a gateway once, as it came; worked on by a job."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    gateway = models.CharField(max_length=12)
    event_id = models.CharField(max_length=120)
    kind = models.CharField(max_length=80)
    body = models.BinaryField()
    received_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=24, blank=True)

    class Meta:
        ordering: ClassVar = ["-received_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gateway", "event_id"], name="webhook_once"),
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.kind}"


class Difference(models.Model):
    """Where the gateway and we do not say the same, for a person to look at."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="differences")
    refund = models.ForeignKey(Refund, null=True, blank=True, on_delete=models.PROTECT, related_name="differences")
    what = models.CharField(max_length=24)
    ours = models.CharField(max_length=80)
    theirs = models.CharField(max_length=80)
    found_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closing = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-found_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["payment", "what", "theirs"], name="difference_once"),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def said(self) -> Text:
        return DIFFERENCES.get(self.what, self.what)


class SandboxPayment(models.Model):
    """The pretend gateway's own record: it knows nothing of our orders but what it was told."""

    id = models.CharField(primary_key=True, max_length=40)
    order_id = models.CharField(max_length=40, db_index=True)
    amount = amount_field()
    description = models.CharField(max_length=200, blank=True)
    return_url = models.CharField(max_length=300)
    status = models.CharField(max_length=12, default="created")
    method = models.CharField(max_length=12, blank=True)
    refunded = amount_field(default=0)

    def __str__(self) -> str:
        return self.id


from pathya.billing.books import (  # noqa: E402  the models below build on those above
    Entry,
    Invoice,
    NumberSeries,
    Posting,
    TaxRule,
)
from pathya.billing.selling import Package, Plan, SandboxSubscription, Subscription  # noqa: E402

__all__ = [
    "Coupon",
    "Difference",
    "Entry",
    "Invoice",
    "NumberSeries",
    "Order",
    "OrderLine",
    "Package",
    "Payment",
    "PaymentLink",
    "Plan",
    "Posting",
    "Refund",
    "SandboxPayment",
    "SandboxSubscription",
    "Subscription",
    "TaxRule",
    "WebhookEvent",
]
