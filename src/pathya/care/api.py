"""Care: relations, delegates, and the trail of reads."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status
from pydantic import Field

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.accounts.models import Role, User
from pathya.care import selectors, services
from pathya.care.models import CareRelation, Delegate, RecordRead
from pathya.care.rules import Ended, Scope, Tie, What
from pathya.kit.api import Answer, Body, Failure, Listing, Schema, ok
from pathya.kit.errors import NotFound
from pathya.kit.pagination import LIMIT, MOST, paginated
from pathya.operations.idempotency import idempotent

router = Router(tags=["care"], auth=signed_in)
FAILURES = {401: Failure, 404: Failure, 422: Failure}
Page = Annotated[int, Query(ge=1, le=100_000)]
Limit = Annotated[int, Query(ge=1, le=MOST)]


class RelationOut(Schema):
    id: UUID
    client: str
    nutritionist: str
    began_at: datetime
    ended_at: datetime | None
    ended_why: Ended | None


class DelegateIn(Body):
    email: Annotated[str, Field(max_length=254)]
    tie: Tie
    scope: Scope = Scope.READ


class DelegateOut(Schema):
    id: UUID
    client: str
    person: str | None
    tie: Tie
    scope: Scope
    accepted_at: datetime | None


class ReadOut(Schema):
    reader: str
    what: What
    read_at: datetime


@router.get("/relations", response={200: Answer[list[RelationOut]], **FAILURES})
def relations(request: HttpRequest) -> Any:
    """Who treats you, or whom you treat."""
    return ok([_relation(one) for one in selectors.relations(user_of(request))])


@router.post("/relations/{uuid:relation_id}/end", response={200: Answer[RelationOut], **FAILURES})
def end(request: HttpRequest, relation_id: UUID) -> Any:
    """End it from either side; the record is closed to the nutritionist at once."""
    return ok(_relation(services.end(viewer=user_of(request), relation_id=relation_id)))


@router.get("/delegates", response={200: Answer[list[DelegateOut]], **FAILURES})
def delegates(request: HttpRequest) -> Any:
    """Who acts for you, and for whom you act."""
    return ok([_delegate(one) for one in selectors.delegates(_client(request))])


@router.post("/delegates", response={201: Answer[DelegateOut], **FAILURES})
@idempotent
def invite(request: HttpRequest, body: DelegateIn) -> Any:
    made = services.invite(client=_client(request), email=body.email, tie=body.tie, scope=body.scope)
    return Status(201, ok(_delegate(made)))


@router.delete("/delegates/{uuid:delegate_id}", response={200: Answer[None], **FAILURES})
def revoke(request: HttpRequest, delegate_id: UUID) -> Any:
    services.revoke(viewer=_client(request), delegate_id=delegate_id)
    return ok()


@router.get("/reads", response={200: Listing[ReadOut], **FAILURES})
def reads(request: HttpRequest, page: Page = 1, limit: Limit = LIMIT) -> Any:
    """Who read what of your record, newest first."""
    found = paginated(selectors.reads(_client(request)), page=page, limit=limit)
    return found.envelope([_read(one) for one in found.items])


def _client(request: HttpRequest) -> User:
    viewer = user_of(request)
    if viewer.role != Role.CLIENT:
        raise NotFound
    return viewer


def _relation(one: CareRelation) -> dict[str, Any]:
    return {
        "id": one.pk,
        "client": one.client.get_full_name(),
        "nutritionist": one.nutritionist.get_full_name(),
        "began_at": one.began_at,
        "ended_at": one.ended_at,
        "ended_why": one.ended_why or None,
    }


def _delegate(one: Delegate) -> dict[str, Any]:
    return {
        "id": one.pk,
        "client": one.client.get_full_name(),
        "person": one.person.get_full_name() if one.person else None,
        "tie": one.tie,
        "scope": one.scope,
        "accepted_at": one.accepted_at,
    }


def _read(one: RecordRead) -> dict[str, Any]:
    return {"reader": one.reader.get_full_name(), "what": one.what, "read_at": one.read_at}
