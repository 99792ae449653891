"""Bodies of the API about calls."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import AwareDatetime, BeforeValidator, Field

from pathya.accounts.models import User
from pathya.consultations import rules
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.consultations.selectors import party_of
from pathya.kit import clock
from pathya.kit.api import Body, MoneyBody, Schema


def _written(value: Any) -> Any:
    """ISO 8601 only: no number of seconds."""
    if not isinstance(value, str):
        raise ValueError(_("Write a moment, like 2026-11-22T10:30:00Z."))
    return value


Instant = Annotated[AwareDatetime, BeforeValidator(_written)]
Notes = Annotated[str, Field(max_length=rules.NOTES_LENGTH)]
Reason = Annotated[str, Field(max_length=rules.REASON_LENGTH)]


class Booking(Body):
    """`timezone` (IANA) is the client's, for mails and reminders; their profile's when it is left out."""

    nutritionist_id: UUID
    kind_id: UUID
    scheduled_at: Instant
    notes: Notes = ""
    timezone: Annotated[str, Field(max_length=64)] | None = None


class Cancellation(Body):
    reason: Reason = ""


class PersonBody(Schema):
    id: UUID
    name: str


class NutritionistBody(PersonBody):
    slug: str


class KindBody(Schema):
    id: UUID
    slug: str
    name: str


class CallBody(Schema):
    """A call as either of its two people sees it in a list."""

    id: UUID
    status: Status
    nutritionist: NutritionistBody
    client: PersonBody
    kind: KindBody
    scheduled_at: datetime
    ends_at: datetime
    duration_minutes: int
    timezone: str
    fee: MoneyBody
    cancellable: bool
    refund: MoneyBody
    """What cancelling now would give back."""
    created_at: datetime
    cancelled_at: datetime | None


class CallDetail(CallBody):
    notes: str
    cancellation_reason: str


def call_body(call: Consultation, viewer: User) -> dict[str, Any]:
    party, now = party_of(call, viewer), clock.now()
    fee = {"amount": str(call.fee.amount), "currency": call.fee_currency}
    gives_back = bool(call.fee) and rules.refunds_in_full(call.starts_at, party, now)
    return {
        "id": call.pk,
        "status": call.status,
        "nutritionist": {
            "id": call.nutritionist_id,
            "name": call.nutritionist.name,
            "slug": call.nutritionist.slug,
        },
        "client": {"id": call.client_id, "name": call.client.get_full_name()},
        "kind": {"id": call.kind_id, "slug": call.kind.slug, "name": call.kind.name},
        "scheduled_at": call.starts_at,
        "ends_at": call.ends_at,
        "duration_minutes": call.duration_minutes,
        "timezone": call.time_zone,
        "fee": fee,
        "cancellable": rules.may_cancel(Status(call.status), call.starts_at, party, now),
        "refund": fee if gives_back else {"amount": "0.00", "currency": call.fee_currency},
        "created_at": call.created_at,
        "cancelled_at": call.cancelled_at,
    }


def call_detail(call: Consultation, viewer: User) -> dict[str, Any]:
    return call_body(call, viewer) | {"notes": call.notes, "cancellation_reason": call.cancellation_reason}
