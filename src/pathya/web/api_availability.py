"""A nutritionist's own availability in the API. Every change is in effect at once; booked calls stay."""

from datetime import date
from typing import Any, cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Router, Status

from pathya.accounts.api_auth import signed_in
from pathya.accounts.models import User
from pathya.kit import clock
from pathya.kit.api import Answer, Failure, ok
from pathya.kit.errors import Invalid
from pathya.nutritionists import selectors, services, wording
from pathya.nutritionists.models import Nutritionist
from pathya.nutritionists.rules import Minutes, Plan, minutes
from pathya.operations.idempotency import idempotent
from pathya.web.availability import calls_outside
from pathya.web.schemas_availability import (
    AvailabilityIn,
    AvailabilityOut,
    ExceptionIn,
    ExceptionOut,
    RangeBody,
    TimeOffIn,
    TimeOffOut,
    availability_body,
    exception_body,
    time_off_body,
)

router = Router(tags=["availability"], auth=signed_in)
FAILURES = {401: Failure, 404: Failure, 422: Failure}


def whose(request: HttpRequest) -> tuple[User, Nutritionist]:
    viewer = cast("User", request.user)
    return viewer, selectors.mine(viewer)


@router.get("/availability", response={200: Answer[AvailabilityOut], **FAILURES}, summary="Your hours and rules")
def availability(request: HttpRequest) -> Any:
    return ok(_body(whose(request)[1]))


@router.put("/availability", response={200: Answer[AvailabilityOut], **FAILURES}, summary="Set your hours and rules")
def set_availability(request: HttpRequest, body: AvailabilityIn) -> Any:
    """All of it or nothing. `callsOutside` tells which booked calls the new hours leave out."""
    viewer, nutritionist = whose(request)
    if len({day.weekday for day in body.week}) < len(body.week):
        raise Invalid(fields={"week": [_("Name each weekday once.")]})
    services.set_availability(
        actor=viewer,
        nutritionist=nutritionist,
        week={day.weekday: Plan(_plain(day.hours, "week"), _plain(day.breaks, "week")) for day in body.week},
        durations={kind.kind_id: kind.duration_minutes for kind in body.kinds},
        time_zone=body.timezone,
        **body.dict(include={"buffer_minutes", "notice_minutes", "horizon_days", "step_minutes", "works_on_holidays"}),
    )
    return ok(_body(nutritionist))


@router.get("/availability/exceptions", response={200: Answer[list[ExceptionOut]], **FAILURES})
def exceptions(request: HttpRequest) -> Any:
    """Dates with other hours, from today on."""
    _viewer, nutritionist = whose(request)
    found = selectors.exceptions(nutritionist, clock.today(nutritionist.time_zone))
    return ok([exception_body(each) for each in found])


@router.post("/availability/exceptions", response={201: Answer[ExceptionOut], 409: Failure, **FAILURES})
@idempotent
def set_exception(request: HttpRequest, body: ExceptionIn) -> Any:
    """In place of an earlier one for the date."""
    viewer, nutritionist = whose(request)
    made = services.set_exception(
        actor=viewer, nutritionist=nutritionist, day=body.date, hours=_plain(body.hours, "hours"), reason=body.reason
    )
    return Status(201, ok(exception_body(made)))


@router.delete("/availability/exceptions/{day}", response={200: Answer[None], **FAILURES})
def remove_exception(request: HttpRequest, day: date) -> Any:
    """The usual hours count again."""
    viewer, nutritionist = whose(request)
    services.remove_exception(actor=viewer, nutritionist=nutritionist, day=day)
    return ok()


@router.get("/availability/time-off", response={200: Answer[list[TimeOffOut]], **FAILURES})
def times_off(request: HttpRequest) -> Any:
    """Absences not over yet."""
    return ok([time_off_body(each) for each in selectors.times_off(whose(request)[1], clock.now())])


@router.post("/availability/time-off", response={201: Answer[TimeOffOut], 409: Failure, **FAILURES})
@idempotent
def add_time_off(request: HttpRequest, body: TimeOffIn) -> Any:
    viewer, nutritionist = whose(request)
    made = services.add_time_off(actor=viewer, nutritionist=nutritionist, **body.dict())
    return Status(201, ok(time_off_body(made)))


@router.delete("/availability/time-off/{int:time_off_id}", response={200: Answer[None], **FAILURES})
def remove_time_off(request: HttpRequest, time_off_id: int) -> Any:
    viewer, nutritionist = whose(request)
    services.remove_time_off(actor=viewer, nutritionist=nutritionist, time_off_id=time_off_id)
    return ok()


def _body(nutritionist: Nutritionist) -> dict[str, Any]:
    return availability_body(nutritionist, calls_outside(nutritionist, clock.now()))


def _plain(ranges: list[RangeBody], name: str) -> tuple[Minutes, ...]:
    try:
        return tuple(minutes(each.start, each.end) for each in ranges)
    except ValueError:
        raise Invalid(fields={name: [wording.NOT_A_TIME]}) from None
