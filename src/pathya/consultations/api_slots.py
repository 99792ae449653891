"""Free slots: the hottest public question, answered with text built on the way (docs/scheduling.md)."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router
from pydantic import Field

from pathya.accounts.middleware import visitor_zone
from pathya.consultations.slots import free_slots_json
from pathya.kit import clock
from pathya.kit.api import JSON, Answer, Failure, Schema
from pathya.kit.errors import Invalid
from pathya.kit.shared import shared

router = Router(tags=["consultations"])


class SlotBody(Schema):
    """Instants in UTC; `available` is false when the time is taken."""

    time: str
    ends_at: str
    available: bool


class SlotDay(Schema):
    date: date
    slots: list[SlotBody]


class SlotQuery(Schema):
    """`date`, or `from` and `to` (at most 62 days), in `timezone`: an IANA zone, the practice's when left out."""

    nutritionist_id: UUID
    kind_id: UUID
    day: Annotated[date | None, Field(alias="date")] = None
    first: Annotated[date | None, Field(alias="from")] = None
    last: Annotated[date | None, Field(alias="to")] = None
    timezone: Annotated[str, Field(max_length=64)] = ""


@router.get(
    "/available-slots",
    auth=None,
    response={200: Answer[list[SlotBody] | list[SlotDay]], 404: Failure, 422: Failure},
    summary="Times that can be booked",
)
def available_slots(request: HttpRequest, query: Query[SlotQuery]) -> Any:
    """`date` answers the slots of that day, `from` and `to` a list of days with their slots."""
    first, last = _days(query)
    found = free_slots_json(
        nutritionist_id=query.nutritionist_id,
        kind_id=query.kind_id,
        first_day=first,
        last_day=last,
        zone=_zone(query.timezone or visitor_zone(request)),
        now=clock.now(),
    )
    data = found[0][1] if query.day else "[{}]".format(",".join(map(_day, found)))
    return shared(HttpResponse(f'{{"success":true,"data":{data}}}', content_type=JSON))


def _day(day: tuple[date, str]) -> str:
    return '{{"date":"{}","slots":{}}}'.format(*day)


def _days(query: SlotQuery) -> tuple[date, date]:
    if query.day and not (query.first or query.last):
        return query.day, query.day
    if query.first and query.last and not query.day:
        return query.first, query.last
    raise Invalid(fields={"date": [_("Give either `date`, or `from` and `to`.")]})


def _zone(name: str) -> ZoneInfo:
    if not clock.is_zone(name):
        raise Invalid(fields={"timezone": [_("This is not a time zone, like Asia/Kolkata.")]})
    return ZoneInfo(name)
