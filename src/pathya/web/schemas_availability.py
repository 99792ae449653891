"""Bodies of the API about a nutritionist's own availability."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, Field

from pathya.consultations.models import Consultation
from pathya.kit.api import Body, MoneyBody, Schema
from pathya.nutritionists import selectors
from pathya.nutritionists.models import DayException, Nutritionist, Offer, TimeOff
from pathya.nutritionists.rules import MOST_RANGES, Minutes, written

Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Reason = Annotated[str, Field(max_length=120)]


class RangeBody(Body):
    """Local wall-clock times; an end not after the start is on the next day."""

    start: Clock
    end: Clock


Ranges = Annotated[list[RangeBody], Field(max_length=MOST_RANGES)]


class DayBody(Body):
    """`weekday` 0 is Monday."""

    weekday: Annotated[int, Field(ge=0, le=6)]
    hours: Ranges = Field(default_factory=list)
    breaks: Ranges = Field(default_factory=list)


class DurationBody(Body):
    kind_id: UUID
    duration_minutes: Annotated[int, Field(ge=5, le=240)]


class AvailabilityIn(Body):
    """Weekdays left out stay as they are, and so do kinds."""

    timezone: Annotated[str, Field(max_length=64)]
    buffer_minutes: Annotated[int, Field(ge=0, le=120)]
    notice_minutes: Annotated[int, Field(ge=0, le=20_160)]
    horizon_days: Annotated[int, Field(ge=1, le=365)]
    step_minutes: Annotated[int, Field(ge=5, le=240)]
    works_on_holidays: bool
    week: Annotated[list[DayBody], Field(max_length=7)]
    kinds: Annotated[list[DurationBody], Field(max_length=50)] = Field(default_factory=list)


class KindBody(Schema):
    kind_id: UUID
    slug: str
    name: str
    duration_minutes: int
    fee: MoneyBody


class CallOutside(Schema):
    id: UUID
    scheduled_at: datetime


class AvailabilityOut(Schema):
    timezone: str
    buffer_minutes: int
    notice_minutes: int
    horizon_days: int
    step_minutes: int
    works_on_holidays: bool
    week: list[DayBody]
    kinds: list[KindBody]
    calls_outside: list[CallOutside]
    """Calls still to come that lie outside of these hours; they stay booked."""


class ExceptionIn(Body):
    """`hours` empty: closed on that date."""

    date: date
    hours: Ranges = Field(default_factory=list)
    reason: Reason = ""


class ExceptionOut(Schema):
    date: date
    hours: list[RangeBody]
    reason: str


class TimeOffIn(Body):
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    reason: Reason = ""


class TimeOffOut(Schema):
    id: int
    starts_at: datetime
    ends_at: datetime
    reason: str


def _ranges(found: list[Minutes]) -> list[dict[str, str]]:
    return [{"start": written(start), "end": written(end)} for start, end in found]


def availability_body(nutritionist: Nutritionist, outside: list[Consultation]) -> dict[str, Any]:
    week = selectors.week_of(nutritionist)
    return {
        "timezone": nutritionist.time_zone,
        "buffer_minutes": nutritionist.buffer_minutes,
        "notice_minutes": nutritionist.notice_minutes,
        "horizon_days": nutritionist.horizon_days,
        "step_minutes": nutritionist.step_minutes,
        "works_on_holidays": nutritionist.works_on_holidays,
        "week": [
            {"weekday": day, "hours": _ranges(list(plan.hours)), "breaks": _ranges(list(plan.breaks))}
            for day, plan in week.items()
        ],
        "kinds": [_kind(offer) for offer in selectors.offers(nutritionist)],
        "calls_outside": [{"id": call.pk, "scheduled_at": call.starts_at} for call in outside],
    }


def _kind(offer: Offer) -> dict[str, Any]:
    return {
        "kind_id": offer.kind_id,
        "slug": offer.kind.slug,
        "name": offer.kind.name,
        "duration_minutes": offer.duration_minutes,
        "fee": {"amount": f"{offer.fee.amount:.2f}", "currency": offer.fee_currency},
    }


def exception_body(exception: DayException) -> dict[str, Any]:
    hours = [(each.start_minute, each.end_minute) for each in exception.hours.all()]
    return {"date": exception.date, "hours": _ranges(hours), "reason": exception.reason}


def time_off_body(time_off: TimeOff) -> dict[str, Any]:
    return {
        "id": time_off.pk,
        "starts_at": time_off.starts_at,
        "ends_at": time_off.ends_at,
        "reason": time_off.reason,
    }
