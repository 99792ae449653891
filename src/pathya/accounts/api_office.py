"""`/admin/users`: the people of a practice, for admins."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from pathya.accounts import selectors
from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.accounts.models import User
from pathya.accounts.schemas_security import PersonOut, RoleIn
from pathya.accounts.services import people, second_factor
from pathya.kit.api import Answer, Failure, Listing, ok
from pathya.kit.pagination import LIMIT, MOST

router = Router(tags=["Accounts"], auth=signed_in)
DONE = {200: Answer[PersonOut], (401, 403, 404, 409, 422): Failure}


@router.get("/users", response={200: Listing[PersonOut], (401, 403, 404, 422): Failure})
def list_people(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=100)] = "",
    role: Annotated[str, Query(max_length=20)] = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    limit: Annotated[int, Query(ge=1, le=MOST)] = LIMIT,
) -> Any:
    """By name; `q` is a part of name or address."""
    return selectors.people(user_of(request), text=q, role=role, page=page, limit=limit).envelope()


@router.get("/users/{user_id}", response=DONE)
def person(request: HttpRequest, user_id: UUID) -> Any:
    return ok(_of(request, user_id))


@router.post("/users/{user_id}/role", response=DONE)
def change_role(request: HttpRequest, user_id: UUID, body: RoleIn) -> Any:
    """Give another role; every session of the account ends. The last admin stays one."""
    user = _of(request, user_id)
    return ok(people.change_role(actor=user_of(request), user=user, role=body.role))


@router.post("/users/{user_id}/suspend", response=DONE)
def suspend(request: HttpRequest, user_id: UUID) -> Any:
    """Close the account for now; everything open ends at once."""
    user = _of(request, user_id)
    return ok(people.suspend(actor=user_of(request), user=user))


@router.post("/users/{user_id}/unsuspend", response=DONE)
def unsuspend(request: HttpRequest, user_id: UUID) -> Any:
    user = _of(request, user_id)
    return ok(people.unsuspend(actor=user_of(request), user=user))


@router.post("/users/{user_id}/remove-second-step", response=DONE)
def remove_second_step(request: HttpRequest, user_id: UUID) -> Any:
    """For who has lost phone and backup codes; they are told by mail."""
    user = _of(request, user_id)
    second_factor.remove(actor=user_of(request), user=user)
    return ok(_of(request, user_id))


def _of(request: HttpRequest, user_id: UUID) -> User:
    return selectors.person(user_of(request), user_id)
