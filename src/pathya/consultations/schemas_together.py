"""Bodies of the API about series and groups."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from pathya.accounts.models import User
from pathya.consultations import rules
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.consultations.schemas import (
    CallBody,
    Instant,
    KindBody,
    Notes,
    NutritionistBody,
    PersonBody,
    Reason,
    call_body,
)
from pathya.consultations.seats import Group
from pathya.consultations.series import Date
from pathya.kit.api import Body, MoneyBody, Schema

Count = Annotated[int, Field(ge=2, le=rules.MOST_REPEATS)]
Zone = Annotated[str, Field(max_length=64)]


class SeriesQuestion(Body):
    """`count` calls from `scheduledAt` on, at the same time of the nutritionist's clock."""

    nutritionist_id: UUID
    kind_id: UUID
    scheduled_at: Instant
    count: Count
    every_weeks: Literal[1, 2] = 1
    client_id: UUID | None = None
    """For somebody you act for."""


class SeriesBooking(Body):
    """`scheduledAt`: the times to book, as the preview named them or chosen instead. All are booked, or none."""

    nutritionist_id: UUID
    kind_id: UUID
    scheduled_at: Annotated[list[Instant], Field(min_length=2, max_length=rules.MOST_REPEATS)]
    every_weeks: Literal[1, 2] = 1
    notes: Notes = ""
    timezone: Zone | None = None
    with_credit: bool = False
    client_id: UUID | None = None
    """For somebody you act for."""


class SeriesEnd(Body):
    """`since`: calls that begin then or later; all that can still be cancelled, when left out."""

    since: Instant | None = None
    reason: Reason = ""


class FreeTime(Schema):
    time: datetime
    ends_at: datetime


class DateBody(Schema):
    """`against`: the code of what stands against this date; `nearest`: a free time within three days of it."""

    scheduled_at: datetime
    ends_at: datetime
    available: bool
    against: str
    nearest: FreeTime | None


class SeriesBody(Schema):
    id: UUID
    calls: list[CallBody]


class GroupPlan(Body):
    """`minutes`: as long as the kind is offered, when left out. `fee`: of one seat, in rupees."""

    nutritionist_id: UUID
    kind_id: UUID
    title: Annotated[str, Field(min_length=1, max_length=120)]
    about: Annotated[str, Field(max_length=1000)] = ""
    seats: Annotated[int, Field(ge=2, le=rules.MOST_SEATS)]
    scheduled_at: Instant
    minutes: Annotated[int, Field(ge=5, le=240)] | None = None
    fee: Annotated[Decimal, Field(ge=0, lt=1_000_000, decimal_places=2)] = Decimal(0)


class SeatBody(Body):
    notes: Notes = ""
    timezone: Zone | None = None
    with_credit: bool = False
    client_id: UUID | None = None
    """For somebody you act for."""


class SeatWish(Body):
    """`clientId`: for somebody you act for."""

    client_id: UUID | None = None


class GroupEnd(Body):
    """`notes` are kept with every seat; `absent`: calls of those who did not come."""

    notes: Annotated[str, Field(min_length=1, max_length=rules.SUMMARY_LENGTH)]
    absent: Annotated[list[UUID], Field(default_factory=list, max_length=rules.MOST_SEATS)]


class GroupMove(Body):
    """With `sequence`, it is moved only as it was seen: another one by now answers `changed_meanwhile`."""

    scheduled_at: Instant
    reason: Annotated[str, Field(min_length=1, max_length=rules.REASON_LENGTH)]
    sequence: Annotated[int, Field(ge=0, le=1_000_000)] | None = None


class GroupReason(Body):
    reason: Annotated[str, Field(min_length=1, max_length=rules.REASON_LENGTH)]


class SeatWait(Schema):
    state: rules.Waiting
    offer_until: datetime | None


class GroupAnswer(Schema):
    id: UUID
    title: str
    about: str
    nutritionist: NutritionistBody
    kind: KindBody
    scheduled_at: datetime
    ends_at: datetime
    status: Status
    sequence: int
    seats: int
    taken: int
    fee: MoneyBody
    consultation_id: UUID | None
    """Your own seat; for hosts the call that holds the time."""
    waiting: SeatWait | None
    """Your place on the waiting list."""


class ParticipantBody(Schema):
    consultation_id: UUID
    client: PersonBody
    seat: int
    status: Status


def date_body(date: Date) -> dict[str, Any]:
    near = date.nearest
    return {
        "scheduled_at": date.starts_at,
        "ends_at": date.ends_at,
        "available": date.is_free,
        "against": date.against,
        "nearest": {"time": near.start, "ends_at": near.end} if near else None,
    }


def series_body(series_id: UUID, calls: list[Consultation], viewer: User) -> dict[str, Any]:
    return {"id": series_id, "calls": [call_body(call, viewer) for call in calls]}


def group_body(found: Group) -> dict[str, Any]:
    session, time = found.session, found.time
    own = time if found.hosts else found.mine
    return {
        "id": session.pk,
        "title": session.title,
        "about": session.about,
        "nutritionist": {
            "id": time.nutritionist_id,
            "name": time.nutritionist.name,
            "slug": time.nutritionist.slug,
        },
        "kind": {"id": time.kind_id, "slug": time.kind.slug, "name": time.kind.name},
        "scheduled_at": time.starts_at,
        "ends_at": time.ends_at,
        "status": time.status,
        "sequence": time.sequence,
        "seats": session.seats,
        "taken": found.taken,
        "fee": {"amount": f"{session.fee.amount:.2f}", "currency": session.fee_currency},
        "consultation_id": own.pk if own else None,
        "waiting": found.wait,
    }


def participant_body(call: Consultation) -> dict[str, Any]:
    return {
        "consultation_id": call.pk,
        "client": {"id": call.client_id, "name": call.client.get_full_name()},
        "seat": call.seat,
        "status": call.status,
    }
