"""Bodies of the API for those who host calls, and of the terms."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from pathya.consultations import rules
from pathya.consultations.models import MoveRequest, Policy, Wait
from pathya.consultations.rules import Asked, Pays, Terms
from pathya.consultations.schemas import Instant, KindBody, PersonBody, Reason
from pathya.kit.api import Body, MoneyBody, Schema

Percent = Annotated[int, Field(ge=0, le=100)]
Minutes = Annotated[int, Field(ge=0, le=60 * 24 * 60)]


class HostBooking(Body):
    """`nutritionistId` is asked of an admin. `reason` is needed outside the rules of booking. `pays`: the client
    online (`ask`), a session of their package (`credit`), or no fee (`waive`)."""

    client_id: UUID
    kind_id: UUID
    scheduled_at: Instant
    nutritionist_id: UUID | None = None
    reason: Reason = ""
    pays: Pays = Pays.ASK


class MoveAsked(Body):
    wanted_at: Instant
    why: Reason = ""


class MoveAnswered(Body):
    """Granting moves the call to the wished time; declining needs words."""

    grant: bool
    words: Reason = ""


class MoveRequestOut(Schema):
    id: UUID
    consultation_id: UUID
    client: PersonBody
    scheduled_at: datetime
    wanted_at: datetime
    why: str
    state: Asked
    answer: str
    asked_at: datetime


class HostWait(Schema):
    """Somebody who waits for a time of the viewer's."""

    id: UUID
    client: PersonBody
    kind: KindBody
    earliest: datetime
    latest: datetime
    state: rules.Waiting
    offered_start: datetime | None
    offer_until: datetime | None
    asked_at: datetime


class TimeOffer(Body):
    """A time the client can book, offered for `hours`."""

    scheduled_at: Instant
    hours: Literal[2, 6, 24, 48] = 2


class RefundStep(Body):
    """Cancelled at least `minutes` before the start, `percent` of the fee goes back."""

    minutes: Minutes
    percent: Percent


class TermsIn(Body):
    """A call of `followUpKindId` within `followUpDays` of a paid one that took place is free, once; 0 for none."""

    refunds: Annotated[list[RefundStep], Field(max_length=6)]
    move_minutes: Minutes = 1440
    most_moves: Annotated[int, Field(ge=0, le=20)] = 3
    no_show_percent: Percent = 100
    follow_up_kind_id: UUID | None = None
    follow_up_days: Annotated[int, Field(ge=0, le=365)] = 0

    @property
    def terms(self) -> Terms:
        steps = tuple((step.minutes, step.percent) for step in self.refunds)
        moves = (self.move_minutes, self.most_moves)
        return Terms(steps, *moves, self.no_show_percent, self.follow_up_kind_id, self.follow_up_days)


class PolicyIn(TermsIn):
    """For one kind (for all without their own, when it is left out), for calls booked from `validFrom` on."""

    kind_id: UUID | None = None
    valid_from: Instant | None = None


class PreviewIn(TermsIn):
    """What the terms would give back of `fee`."""

    fee: Annotated[int, Field(ge=0, le=1_000_000)] = 1200


class PolicyOut(Schema):
    id: UUID
    kind_id: UUID | None
    valid_from: datetime
    refunds: list[RefundStep]
    move_minutes: int
    most_moves: int
    no_show_percent: int
    follow_up_kind_id: UUID | None
    follow_up_days: int


class PreviewRow(Schema):
    minutes_before: int
    share: int
    back: MoneyBody


def move_request_body(one: MoveRequest) -> dict[str, Any]:
    return {
        "id": one.pk,
        "consultation_id": one.consultation_id,
        "client": {"id": one.client_id, "name": one.client.get_full_name()},
        "scheduled_at": one.consultation.starts_at,
        "wanted_at": one.wanted_at,
        "why": one.why,
        "state": one.state,
        "answer": one.answer,
        "asked_at": one.asked_at,
    }


def host_wait_body(one: Wait) -> dict[str, Any]:
    names = ("earliest", "latest", "state", "offered_start", "offer_until", "asked_at")
    return {
        "id": one.pk,
        "client": {"id": one.client_id, "name": one.client.get_full_name()},
        "kind": {"id": one.kind_id, "slug": one.kind.slug, "name": one.kind.name},
        **{name: getattr(one, name) for name in names},
    }


def policy_body(row: Policy) -> dict[str, Any]:
    terms = row.terms
    return {
        "id": row.pk,
        "kind_id": row.kind_id,
        "valid_from": row.valid_from,
        "refunds": [{"minutes": minutes, "percent": percent} for minutes, percent in terms.refunds],
        "move_minutes": terms.move_minutes,
        "most_moves": terms.most_moves,
        "no_show_percent": terms.no_show_percent,
        "follow_up_kind_id": terms.follow_up_kind,
        "follow_up_days": terms.follow_up_days,
    }
