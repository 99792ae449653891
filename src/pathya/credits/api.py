"""Sessions paid for ahead."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from ninja import Status as Created

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.credits import selectors, services
from pathya.credits.schemas import GrantIn, GrantOut, grant_body
from pathya.kit.api import Answer, Failure, Listing, ok
from pathya.kit.pagination import LIMIT, MOST, paginated
from pathya.operations.idempotency import idempotent

router = Router(tags=["credits"], auth=signed_in)
FAILURES = {401: Failure, 403: Failure, 404: Failure, 409: Failure, 422: Failure}


@router.get("", response={200: Listing[GrantOut], **FAILURES}, summary="Your sessions")
def mine(
    request: HttpRequest,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    limit: Annotated[int, Query(ge=1, le=MOST)] = LIMIT,
) -> Any:
    """Newest first."""
    found = paginated(selectors.grants(user_of(request)), page=page, limit=limit)
    return found.envelope([grant_body(one) for one in found.items])


@router.post("", response={201: Answer[GrantOut], **FAILURES}, summary="Give sessions to a client")
@idempotent
def give(request: HttpRequest, body: GrantIn) -> Any:
    """By an admin."""
    given = services.give(
        actor=user_of(request),
        owner_id=body.client_id,
        kind_id=body.kind_id,
        count=body.count,
        source=body.source,
        expires_at=body.expires_at,
    )
    return Created(201, ok(grant_body(given)))


@router.delete("/{uuid:grant_id}", response={200: Answer[GrantOut], **FAILURES}, summary="Take back what is left")
def take_back(request: HttpRequest, grant_id: UUID) -> Any:
    """By an admin; sessions that are reserved or used stay."""
    return ok(grant_body(services.take_back(actor=user_of(request), grant_id=grant_id)))
