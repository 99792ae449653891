"""The terms of programs, for admins: what is in force from when, and what it would give back."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.kit.api import Answer, Failure, ok
from pathya.kit.money import Money
from pathya.operations.idempotency import idempotent
from pathya.programs.schemas_terms import GivenBack, TermsChange, TermsOut, TermsTried, given_back, terms_out
from pathya.programs.services import terms, trying

router = Router(tags=["programs"], auth=signed_in)
FAILURES = {401: Failure, 403: Failure, 409: Failure, 422: Failure}


@router.get("", response={200: Answer[list[TermsOut]], **FAILURES}, summary="Terms of programs")
def listing(request: HttpRequest) -> Any:
    """Every version; the newest that has begun counts, a program's own before the one for all."""
    return ok([terms_out(row) for row in terms.rows(user_of(request))])


@router.post("", response={201: Answer[TermsOut], **FAILURES}, summary="New terms from a day on")
@idempotent
def add(request: HttpRequest, body: TermsChange) -> Any:
    """For enrolments from then on; who is enrolled keeps theirs."""
    made = terms.change(
        viewer=user_of(request), program_id=body.program_id, terms=body.terms, valid_from=body.valid_from
    )
    return Status(201, ok(terms_out(made)))


@router.post("/preview", response={200: Answer[list[GivenBack]], **FAILURES})
def preview(request: HttpRequest, body: TermsTried) -> Any:
    """What cancelling would give back on which day; nothing is kept."""
    rows = trying.preview(user_of(request), body.terms, Money(Decimal(body.fee)), body.days)
    return ok([given_back(row) for row in rows])
