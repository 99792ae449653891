"""What billing itself sells: premium by the month, and packages of sessions."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from pathya.accounts.models import User
from pathya.billing.rules import RUNNING, SubscriptionState
from pathya.kit import clock
from pathya.kit.ids import new_id
from pathya.kit.languages import in_language
from pathya.kit.money import Money
from pathya.nutritionists.models import ConsultationKind


class Plan(models.Model):
    """A subscription that is offered. The amount stays once somebody has it: another price is another plan."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(unique=True)
    title_en = models.CharField(max_length=80)
    title_hi = models.CharField(max_length=80, blank=True)
    summary_en = models.CharField(max_length=240, blank=True)
    summary_hi = models.CharField(max_length=240, blank=True)
    amount: "models.DecimalField[Decimal, Decimal]" = models.DecimalField(max_digits=12, decimal_places=2)
    months = models.PositiveSmallIntegerField(default=1)
    grace_days = models.PositiveSmallIntegerField(default=7)
    service = models.CharField(max_length=24, default="premium")
    is_offered = models.BooleanField(default=True)
    at_gateways = models.JSONField(default=dict, blank=True)
    """Name of a gateway → its own id of this plan."""
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "slug"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gte=1), name="plan_positive"),
            models.CheckConstraint(condition=Q(months__range=(1, 12), grace_days__lte=30), name="plan_months"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_en, self.title_hi)

    @property
    def summary(self) -> str:
        return in_language(self.summary_en, self.summary_hi)

    @property
    def money(self) -> Money:
        return Money(self.amount)


class Subscription(models.Model):
    """A client's plan at a gateway. `paid_until` moves with each charge; premium lasts until then and the grace."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(User, on_delete=models.PROTECT, related_name="subscriptions")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="subscriptions")
    gateway = models.CharField(max_length=12)
    gateway_subscription = models.CharField(max_length=80, blank=True)
    confirm_url = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=SubscriptionState.choices, default=SubscriptionState.CREATED)
    paid_until = models.DateTimeField(null=True, blank=True)
    overdue_since = models.DateTimeField(null=True, blank=True)
    cancel_at_end = models.BooleanField(default=False)
    why_ended = models.CharField(max_length=16, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client"], condition=Q(state__in=sorted(RUNNING)), name="subscription_one_running"
            ),
            models.UniqueConstraint(
                fields=["gateway", "gateway_subscription"],
                condition=~Q(gateway_subscription=""),
                name="subscription_at_gateway",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(RUNNING)) | Q(paid_until__isnull=False), name="subscription_paid_until"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.state}"


class Package(models.Model):
    """So many sessions of a kind at one price; they become credits when they are paid."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title_en = models.CharField(max_length=80)
    title_hi = models.CharField(max_length=80, blank=True)
    kind = models.ForeignKey(ConsultationKind, on_delete=models.PROTECT, related_name="+")
    sessions = models.PositiveSmallIntegerField()
    amount: "models.DecimalField[Decimal, Decimal]" = models.DecimalField(max_digits=12, decimal_places=2)
    valid_days = models.PositiveSmallIntegerField(default=180)
    service = models.CharField(max_length=24, default="consultation")
    is_offered = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "title_en"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sessions__range=(1, 100), amount__gte=1, valid_days__gte=1), name="package_sensible"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_en, self.title_hi)

    @property
    def money(self) -> Money:
        return Money(self.amount)


class SandboxSubscription(models.Model):
    """The pretend gateway's own record of a subscription; `fails` makes the next charges fail."""

    id = models.CharField(primary_key=True, max_length=40)
    amount: "models.DecimalField[Decimal, Decimal]" = models.DecimalField(max_digits=12, decimal_places=2)
    months = models.PositiveSmallIntegerField(default=1)
    description = models.CharField(max_length=200, blank=True)
    return_url = models.CharField(max_length=300)
    status = models.CharField(max_length=12, default="created")
    current_end = models.DateTimeField(null=True, blank=True)
    charge_at = models.DateTimeField(null=True, blank=True)
    charges = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    fails = models.BooleanField(default=False)
    cancel_at_end = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.id
