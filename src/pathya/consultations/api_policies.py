"""The terms of calls, for admins: what is in force from when, and what it would give back."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja import Status as Created

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.consultations import policies
from pathya.consultations.schemas_host import PolicyIn, PolicyOut, PreviewIn, PreviewRow, policy_body
from pathya.kit.api import Answer, Failure, ok
from pathya.kit.money import Money
from pathya.operations.idempotency import idempotent

router = Router(tags=["consultations"], auth=signed_in)
FAILURES = {401: Failure, 403: Failure, 404: Failure, 409: Failure, 422: Failure}


@router.get("/policies", response={200: Answer[list[PolicyOut]], **FAILURES}, summary="Terms of calls")
def listing(request: HttpRequest) -> Any:
    """Every row, newest first; the newest that has begun counts for its kind."""
    return ok([policy_body(row) for row in policies.rows(user_of(request))])


@router.post("/policies", response={201: Answer[PolicyOut], **FAILURES}, summary="New terms from a day on")
@idempotent
def add(request: HttpRequest, body: PolicyIn) -> Any:
    """For calls booked from then on; calls that are booked keep theirs."""
    made = policies.change(viewer=user_of(request), kind_id=body.kind_id, terms=body.terms, valid_from=body.valid_from)
    return Created(201, ok(policy_body(made)))


@router.post("/policies/preview", response={200: Answer[list[PreviewRow]], **FAILURES})
def preview(request: HttpRequest, body: PreviewIn) -> Any:
    """What cancelling would give back so long before the start; nothing is kept."""
    rows = policies.preview(user_of(request), body.terms, Money(Decimal(body.fee)))
    return ok([{"minutes_before": row.minutes, "share": row.share, "back": _money(row.back)} for row in rows])


def _money(amount: Money) -> dict[str, str]:
    return {"amount": f"{amount.amount:.2f}", "currency": amount.currency}
