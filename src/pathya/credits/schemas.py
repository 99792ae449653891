"""Bodies of the API about sessions paid for ahead."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, Field

from pathya.credits.models import Grant
from pathya.kit.api import Body, Schema


class GrantIn(Body):
    """`expiresAt`: from then on they can't be booked with; left out, they do not run out."""

    client_id: UUID
    kind_id: UUID
    count: Annotated[int, Field(ge=1, le=100)]
    source: Annotated[str, Field(min_length=1, max_length=120)]
    expires_at: AwareDatetime | None = None


class GrantOut(Schema):
    id: UUID
    kind_id: UUID
    kind: str
    source: str
    granted: int
    taken: int
    expired: int
    left: int
    granted_at: datetime
    expires_at: datetime | None


def grant_body(one: Grant) -> dict[str, Any]:
    names = ("kind_id", "source", "granted", "taken", "expired", "left", "granted_at", "expires_at")
    return {"id": one.pk, "kind": one.kind.name, **{name: getattr(one, name) for name in names}}
