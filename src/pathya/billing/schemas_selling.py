"""Bodies of plans, packages, subscriptions and of the back office."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, TypeVar
from uuid import UUID

from pydantic import Field

from pathya.billing.links import pay_url
from pathya.billing.models import (
    Coupon,
    Difference,
    Package,
    PaymentLink,
    Plan,
    Subscription,
    TaxRule,
    WebhookEvent,
)
from pathya.billing.schemas import money
from pathya.kit.api import Body, MoneyBody, Schema

Amount = Annotated[Decimal, Field(ge=0, le=1_000_000, decimal_places=2)]
Words = Annotated[str, Field(max_length=80)]
T = TypeVar("T", bound=Schema)
Long = Annotated[str, Field(max_length=240)]


class PlanBody(Schema):
    id: UUID
    slug: str
    title: str
    summary: str
    price: MoneyBody
    months: int
    is_offered: bool


class PackageBody(Schema):
    id: UUID
    title: str
    kind_id: UUID
    sessions: int
    valid_days: int
    price: MoneyBody
    is_offered: bool


class SubscriptionBody(Schema):
    id: UUID
    plan_id: UUID
    title: str
    price: MoneyBody
    state: str
    confirm_url: str | None
    paid_until: datetime | None
    cancel_at_end: bool


class Subscribe(Body):
    plan_id: UUID
    gateway: Annotated[str, Field(max_length=12)] = ""


class NewPlan(Body):
    slug: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,50}$")]
    title_en: Annotated[str, Field(min_length=1, max_length=80)]
    title_hi: Words = ""
    summary_en: Long = ""
    summary_hi: Long = ""
    amount: Annotated[Decimal, Field(ge=1, le=1_000_000, decimal_places=2)]
    months: Annotated[int, Field(ge=1, le=12)] = 1
    grace_days: Annotated[int, Field(ge=0, le=30)] = 7
    service: Annotated[str, Field(min_length=1, max_length=24)] = "premium"
    is_offered: bool = True


class NewPackage(Body):
    title_en: Annotated[str, Field(min_length=1, max_length=80)]
    title_hi: Words = ""
    kind_id: UUID
    sessions: Annotated[int, Field(ge=1, le=100)]
    amount: Annotated[Decimal, Field(ge=1, le=1_000_000, decimal_places=2)]
    valid_days: Annotated[int, Field(ge=1, le=3650)] = 180
    service: Annotated[str, Field(min_length=1, max_length=24)] = "consultation"
    is_offered: bool = True


class CouponLimits(Body):
    valid_from: datetime
    valid_until: datetime | None = None
    most: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    most_per_person: Annotated[int, Field(ge=1, le=1000)] = 1
    note: Annotated[str, Field(max_length=120)] = ""


class NewCoupon(CouponLimits):
    code: Annotated[str, Field(min_length=3, max_length=24)]
    percent: Annotated[int, Field(ge=1, le=100)] | None = None
    amount: Amount | None = None


class CouponBody(Schema):
    id: UUID
    code: str
    percent: int | None
    amount: MoneyBody | None
    valid_from: datetime
    valid_until: datetime | None
    most: int | None
    most_per_person: int
    used: int
    note: str


class NewRule(Body):
    service: Annotated[str, Field(min_length=1, max_length=24)]
    since: date
    treatment: Annotated[str, Field(max_length=8)]
    sac: Annotated[str, Field(max_length=8)]
    rate: Annotated[Decimal, Field(ge=0, le=40, decimal_places=2)]


class RuleBody(Schema):
    id: UUID
    service: str
    since: date
    treatment: str
    sac: str
    rate: str


class NewLink(Body):
    client_id: UUID
    description: Annotated[str, Field(min_length=1, max_length=200)]
    amount: Annotated[Decimal, Field(ge=1, le=1_000_000, decimal_places=2)]
    service: Annotated[str, Field(min_length=1, max_length=24)] = "consultation"
    papers: Annotated[str, Field(max_length=8)] = "paid"


class LinkBody(Schema):
    id: UUID
    client_id: UUID
    description: str
    amount: MoneyBody
    papers: str
    pay_url: str
    """What can be sent to who pays: the gateway's own page while there is one, else ours."""
    created_at: datetime
    paid_at: datetime | None
    withdrawn_at: datetime | None


class Closing(Body):
    closing: Annotated[str, Field(min_length=1, max_length=200)]


class DifferenceBody(Schema):
    id: UUID
    payment_id: UUID
    what: str
    ours: str
    theirs: str
    found_at: datetime
    closed_at: datetime | None
    closing: str


class EventBody(Schema):
    id: UUID
    gateway: str
    event_id: str
    kind: str
    received_at: datetime
    done_at: datetime | None
    outcome: str


class RegisterRow(Schema):
    number: str
    kind: str
    date: str
    section: str
    original: str
    buyer: str
    gstin: str
    place: str
    sac: str
    taxable: str
    cgst: str
    sgst: str
    igst: str
    total: str


def plan_body(row: Plan) -> PlanBody:
    return PlanBody(
        id=row.pk,
        slug=row.slug,
        title=row.title,
        summary=row.summary,
        price=money(row.amount, "INR"),
        months=row.months,
        is_offered=row.is_offered,
    )


def package_body(row: Package) -> PackageBody:
    return PackageBody(
        id=row.pk,
        title=row.title,
        kind_id=row.kind_id,
        sessions=row.sessions,
        valid_days=row.valid_days,
        price=money(row.amount, "INR"),
        is_offered=row.is_offered,
    )


def subscription_body(row: Subscription) -> SubscriptionBody:
    return SubscriptionBody(
        id=row.pk,
        plan_id=row.plan_id,
        title=row.plan.title,
        price=money(row.plan.amount, "INR"),
        state=row.state,
        confirm_url=row.confirm_url or None,
        paid_until=row.paid_until,
        cancel_at_end=row.cancel_at_end,
    )


def coupon_body(row: Coupon) -> CouponBody:
    return _picked(CouponBody, row, amount=money(row.amount, "INR") if row.amount is not None else None)


def rule_body(row: TaxRule) -> RuleBody:
    return _picked(RuleBody, row, rate=str(row.rate))


def link_body(row: PaymentLink) -> LinkBody:
    return _picked(LinkBody, row, amount=money(row.amount, "INR"), pay_url=pay_url(row))


def difference_body(row: Difference) -> DifferenceBody:
    return _picked(DifferenceBody, row)


def event_body(row: WebhookEvent) -> EventBody:
    return _picked(EventBody, row)


def _picked(kind: type[T], row: Any, **others: Any) -> T:
    """The fields of a row that the body names, and others in their place."""
    return kind(**{name: getattr(row, name) for name in kind.model_fields if name not in others} | others)
