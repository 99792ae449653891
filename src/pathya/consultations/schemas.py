"""Bodies of the API about calls."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import AwareDatetime, BeforeValidator, Field

from pathya.accounts.models import User
from pathya.consultations import rules
from pathya.consultations.fees import Price, free_until
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Party, Status, Verb
from pathya.consultations.selectors import party_of
from pathya.consultations.settling import back_now, full_back_until
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
    """`timezone` (IANA) is the client's, for mails and reminders; their profile's when it is left out.

    `withCredit`: a session of the client's package pays for a kind with a fee. `clientId`: for somebody you act for.
    """

    nutritionist_id: UUID
    kind_id: UUID
    scheduled_at: Instant
    notes: Notes = ""
    timezone: Annotated[str, Field(max_length=64)] | None = None
    with_credit: bool = False
    client_id: UUID | None = None


class PriceQuery(Schema):
    nutritionist_id: UUID
    kind_id: UUID
    scheduled_at: Instant


class PriceAnswer(Schema):
    """`includedIn` and `freeUntil`: the paid call that a free follow-up belongs to, and the last day for it."""

    fee: MoneyBody
    included_in: UUID | None
    free_until: date | None


class Cancellation(Body):
    reason: Reason = ""


class Move(Body):
    """`reason` is asked of the nutritionist and the practice. With `sequence`, the call is moved only as it was seen:
    another one by now answers `changed_meanwhile`."""

    scheduled_at: Instant
    reason: Reason = ""
    sequence: Annotated[int, Field(ge=0, le=1_000_000)] | None = None


class Extension(Body):
    minutes: Annotated[int, Field(ge=5, le=240)]
    reason: Annotated[str, Field(min_length=1, max_length=rules.REASON_LENGTH)]


class NoShow(Body):
    """`waive`: the whole fee goes back all the same."""

    waive: bool = False


class Nothing(Body):
    """An empty object."""


class ReviewBody(Body):
    rating: Annotated[int, Field(ge=1, le=5)]
    text: Annotated[str, Field(max_length=rules.REVIEW_LENGTH)] = ""


class WaitBody(Body):
    """Begin of the call wanted between two instants."""

    nutritionist_id: UUID
    kind_id: UUID
    earliest: Instant
    latest: Instant
    client_id: UUID | None = None
    """For somebody you act for."""


class WaitAnswer(Schema):
    id: UUID
    nutritionist_id: UUID
    kind_id: UUID
    earliest: datetime
    latest: datetime
    state: rules.Waiting
    offered_start: datetime | None
    offer_until: datetime | None


class ReviewAnswer(Schema):
    id: UUID
    rating: int
    text: str
    state: rules.Review
    written_at: datetime


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
    held_until: datetime | None
    """Pay until then, when `status` is `awaiting_payment`."""
    by_credit: bool
    moves_left: int
    movable: bool
    joinable: bool
    cancellable: bool
    refund: MoneyBody
    """What cancelling now would give back."""
    moved_by_host: bool
    """A host moved it and the client chose no other time since."""
    moved_from: datetime | None
    """The time the client had agreed to, when a host moved it."""
    full_refund_until: datetime | None
    """As a host moved it, the client may cancel for everything until then."""
    created_at: datetime
    cancelled_at: datetime | None
    sequence: int
    """Raised by each change of time or length."""


class CallDetail(CallBody):
    notes: str
    cancellation_reason: str
    move_reason: str
    summary: str
    """What the nutritionist noted at the end; for the nutritionist only."""
    settlement: dict[str, Any] | None
    """How what went back of the fee came about."""


def call_body(call: Consultation, viewer: User) -> dict[str, Any]:
    party, now = party_of(call, viewer), clock.now()
    fee = {"amount": str(call.fee.amount), "currency": call.fee_currency}
    back, status = back_now(call, party), Status(call.status)

    def may(verb: Verb) -> bool:
        return rules.may(verb, status, party, call.starts_at, call.ends_at, now)

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
        "held_until": call.held_until if status == Status.AWAITING_PAYMENT else None,
        "by_credit": call.by_credit,
        "moves_left": max(call.terms.most_moves - call.moves, 0),
        "movable": may(Verb.MOVE) and call.terms.may_move(call.starts_at, call.moves, party, now),
        "joinable": may(Verb.JOIN),
        "cancellable": may(Verb.CANCEL),
        "refund": {"amount": f"{back.amount:.2f}", "currency": back.currency},
        "moved_by_host": call.moved_by_host,
        "moved_from": call.moved_from,
        "full_refund_until": full_back_until(call, party),
        "created_at": call.created_at,
        "cancelled_at": call.cancelled_at,
        "sequence": call.sequence,
    }


def price_answer(price: Price) -> dict[str, Any]:
    paid = price.included_in
    return {
        "fee": {"amount": f"{price.fee.amount:.2f}", "currency": price.fee.currency},
        "included_in": paid.pk if paid else None,
        "free_until": free_until(paid) if paid else None,
    }


def call_detail(call: Consultation, viewer: User) -> dict[str, Any]:
    """What people wrote is for the two of them; the practice, who may act on a call, reads none of it here."""
    party = party_of(call, viewer)
    private = party is Party.PRACTICE
    return call_body(call, viewer) | {
        "notes": "" if private else call.notes,
        "cancellation_reason": "" if private else call.cancellation_reason,
        "move_reason": "" if private else call.move_reason,
        "summary": call.summary if party is Party.NUTRITIONIST else "",
        "settlement": call.settlement,
    }
