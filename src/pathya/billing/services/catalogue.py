"""What the office keeps: tax rules, plans and packages."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import Role, User
from pathya.billing.models import OrderLine, Package, Plan, TaxRule
from pathya.billing.rules import CannotFulfil, Event, Quote, Treatment
from pathya.credits import services as session_credits
from pathya.kit import clock
from pathya.kit.errors import Forbidden, Invalid, NotFound
from pathya.nutritionists.models import ConsultationKind
from pathya.operations import audit

PACKAGE = "package"


@transaction.atomic
def rule(*, actor: User, service: str, since: date, treatment: str, sac: str, rate: Decimal) -> TaxRule:
    """From `since` on, a service is taxed like this. Rules are added, never changed: documents rest on them."""
    _admin(actor)
    wrong: dict[str, list[Any]] = {}
    if treatment not in Treatment.values:
        wrong["treatment"] = [_("Choose one of them.")]
    if (treatment == Treatment.TAXABLE) != (0 < rate <= 40):
        wrong["rate"] = [_("A taxable service has a rate up to 40, an exempt one has 0.")]
    if not (sac.isascii() and sac.isdecimal() and len(sac) in {4, 6}) or not sac.startswith("99"):
        wrong["sac"] = [_("A SAC has six digits and begins with 99.")]
    if not service.strip():
        wrong["service"] = [_("Name the service.")]
    if wrong:
        raise Invalid(fields=wrong)
    try:
        with transaction.atomic():
            made = TaxRule.objects.create(
                service=service.strip()[:24], since=since, treatment=treatment, sac=sac, rate=rate
            )
    except IntegrityError:
        raise Invalid(fields={"since": [_("There is a rule of this service from this day on.")]}) from None
    audit.record(Event.RULED, actor=actor, subject=made, detail={"service": made.service, "rate": str(rate)})
    return made


@transaction.atomic
def save_plan(*, actor: User, plan_id: UUID | None, **given: Any) -> Plan:
    """Make a plan, or change its texts; its amount and months stay once somebody has it."""
    row = _row(actor, Plan, plan_id)
    if plan_id is not None and row.subscriptions.exists():
        given = {name: value for name, value in given.items() if name not in {"amount", "months"}}
    saved: Plan = _saved(actor, row, given, Event.PLAN, "slug")
    return saved


@transaction.atomic
def save_package(*, actor: User, package_id: UUID | None, **given: Any) -> Package:
    """Make or change a package; what was bought stays as it was bought."""
    _admin(actor)
    if "kind_id" in given and not ConsultationKind.objects.filter(pk=given["kind_id"]).exists():
        raise Invalid(fields={"kindId": [_("There is no such kind of call.")]})
    saved: Package = _saved(actor, _row(actor, Package, package_id), given, Event.PACKAGE, "title_en")
    return saved


def price(*, user: User, reference: str) -> Quote:  # noqa: ARG001
    try:
        row = Package.objects.filter(pk=UUID(reference), is_offered=True).first()
    except ValueError:
        row = None
    if row is None:
        raise NotFound
    return Quote(row.title, row.money, row.service)


def fulfil(*, line: OrderLine) -> None:
    """Sessions become credits, once per line."""
    row = Package.objects.select_related("kind").filter(pk=line.reference).first()
    if row is None:
        raise CannotFulfil
    session_credits.grant(
        owner=line.order.client,
        kind_id=row.kind_id,
        count=row.sessions,
        source=line.description[:120],
        expires_at=clock.now() + timedelta(days=row.valid_days),
        reference=line.pk,
    )


def revoke(*, line: OrderLine) -> None:
    session_credits.revoke(reference=line.pk)


def _admin(actor: User) -> None:
    if actor.role != Role.ADMIN:
        raise Forbidden


def _row(actor: User, model: Any, row_id: UUID | None) -> Any:
    _admin(actor)
    row = model() if row_id is None else model.objects.select_for_update().filter(pk=row_id).first()
    if row is None:
        raise NotFound
    return row


def _saved(actor: User, row: models.Model, given: dict[str, Any], event: Event, field: str) -> Any:
    for name, value in given.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Invalid(fields={field: [_("There is one like this, or an amount is not right.")]}) from None
    audit.record(event, actor=actor, subject=row)
    return row
