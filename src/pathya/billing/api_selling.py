"""Plans, packages and subscriptions: what a client can take."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.accounts.models import Role
from pathya.billing import gateways, selectors
from pathya.billing.schemas_selling import (
    NewPackage,
    NewPlan,
    PackageBody,
    PlanBody,
    Subscribe,
    SubscriptionBody,
    package_body,
    plan_body,
    subscription_body,
)
from pathya.billing.services import catalogue, subscriptions
from pathya.kit.api import Answer, Failure, ok
from pathya.kit.errors import Forbidden
from pathya.operations.idempotency import idempotent
from pathya.operations.idempotency_steps import recorded, recorded_first

router = Router(tags=["payments"], auth=signed_in)
REFUSED = {401: Failure, 403: Failure, 404: Failure, 409: Failure, 422: Failure}


@router.get("/plans", response={200: Answer[list[PlanBody]], 401: Failure})
def plans(request: HttpRequest) -> Any:  # noqa: ARG001
    return ok([plan_body(row) for row in selectors.offered_plans()])


@router.post("/plans", response={201: Answer[PlanBody], **REFUSED})
@idempotent
def new_plan(request: HttpRequest, body: NewPlan) -> Any:
    """Admins only."""
    made = catalogue.save_plan(actor=user_of(request), plan_id=None, **body.dict())
    return Status(201, ok(plan_body(made)))


@router.put("/plans/{uuid:plan_id}", response={200: Answer[PlanBody], **REFUSED})
def change_plan(request: HttpRequest, plan_id: UUID, body: NewPlan) -> Any:
    """Amount and months stay once somebody has it."""
    return ok(plan_body(catalogue.save_plan(actor=user_of(request), plan_id=plan_id, **body.dict())))


@router.get("/packages", response={200: Answer[list[PackageBody]], 401: Failure})
def packages(request: HttpRequest) -> Any:  # noqa: ARG001
    """Bought by an order of the kind `package`; they become sessions that are paid for."""
    return ok([package_body(row) for row in selectors.offered_packages()])


@router.post("/packages", response={201: Answer[PackageBody], **REFUSED})
@idempotent
def new_package(request: HttpRequest, body: NewPackage) -> Any:
    """Admins only."""
    made = catalogue.save_package(actor=user_of(request), package_id=None, **body.dict())
    return Status(201, ok(package_body(made)))


@router.put("/packages/{uuid:package_id}", response={200: Answer[PackageBody], **REFUSED})
def change_package(request: HttpRequest, package_id: UUID, body: NewPackage) -> Any:
    return ok(package_body(catalogue.save_package(actor=user_of(request), package_id=package_id, **body.dict())))


@router.get("/subscriptions", response={200: Answer[list[SubscriptionBody]], 401: Failure})
def mine(request: HttpRequest) -> Any:
    """One's own, newest first; admins see the newest hundred of all."""
    return ok([subscription_body(row) for row in selectors.subscriptions(user_of(request))[:100]])


def _record(request: HttpRequest, body: Subscribe) -> UUID:
    client = user_of(request)
    if client.role != Role.CLIENT:
        raise Forbidden
    return subscriptions.record(client=client, plan_id=body.plan_id, gateway=gateways.named(body.gateway)).pk


@router.post("/subscriptions", response={201: Answer[SubscriptionBody], **REFUSED, 503: Failure})
@recorded_first(_record)
def subscribe(request: HttpRequest, body: Subscribe) -> Any:  # noqa: ARG001
    """At `confirmUrl`, the gateway's page, the client agrees to be charged every month."""
    wanted = selectors.subscription(user_of(request), recorded())
    return Status(201, ok(subscription_body(subscriptions.confirm(subscription=wanted))))


@router.get("/subscriptions/{uuid:subscription_id}", response={200: Answer[SubscriptionBody], **REFUSED})
def one(request: HttpRequest, subscription_id: UUID) -> Any:
    return ok(subscription_body(selectors.subscription(user_of(request), subscription_id)))


@router.post("/subscriptions/{uuid:subscription_id}/cancel", response={200: Answer[SubscriptionBody], **REFUSED})
def cancel(request: HttpRequest, subscription_id: UUID) -> Any:
    """No further charge; premium lasts until the end of what is paid."""
    return ok(subscription_body(subscriptions.cancel(client=user_of(request), subscription_id=subscription_id)))
