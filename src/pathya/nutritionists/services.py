"""Changes of a nutritionist's own time. Each is in effect at once for new bookings; booked calls stay."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import Role, User
from pathya.kit import clock
from pathya.kit.errors import Forbidden, Invalid, NotFound
from pathya.nutritionists import wording
from pathya.nutritionists.models import DayException, ExceptionHours, Nutritionist, Offer, TimeOff, WeeklyHours
from pathya.nutritionists.rules import Event, Minutes, Plan, day_problems, joined, week_problems
from pathya.nutritionists.selectors import shortest_call, week_of
from pathya.operations.audit import record

AHEAD = timedelta(days=731)
"""How far ahead exceptions and time off may lie."""

Week = Mapping[int, Plan]


@transaction.atomic
def set_week(*, actor: User, nutritionist: Nutritionist, week: Week) -> None:
    """Replace the hours and breaks of the weekdays in `week` (0 = Monday); other days stay.

    Raises `Invalid` with fields `d<weekday>.hours.<position>` or `d<weekday>.breaks.<position>`.
    """
    _lock(nutritionist)
    whole = week_of(nutritionist) | dict(week)
    problems = week_problems(whole, shortest=shortest_call(nutritionist))
    if problems:
        raise Invalid(
            fields={f"d{day}.{kind}.{n}": [wording.PROBLEMS[it]] for (day, kind, n), it in problems.at.items()}
        )
    WeeklyHours.objects.filter(nutritionist=nutritionist, weekday__in=list(week)).delete()
    WeeklyHours.objects.bulk_create(
        WeeklyHours(nutritionist=nutritionist, weekday=day, start_minute=start, end_minute=end, is_break=is_break)
        for day, plan in week.items()
        for ranges, is_break in ((plan.hours, False), (plan.breaks, True))
        for start, end in joined(ranges)
    )
    record(Event.WEEK, actor=actor, subject=nutritionist, detail={"weekdays": sorted(week)})


@transaction.atomic
def copy_weekday(*, actor: User, nutritionist: Nutritionist, weekday: int, to: Sequence[int]) -> None:
    """Give the weekdays `to` the hours and breaks of `weekday`."""
    plan = week_of(nutritionist).get(weekday, Plan())
    set_week(actor=actor, nutritionist=nutritionist, week=dict.fromkeys(to, plan))


@transaction.atomic
def set_rules(
    *,
    actor: User,
    nutritionist: Nutritionist,
    time_zone: str,
    buffer_minutes: int,
    notice_minutes: int,
    horizon_days: int,
    step_minutes: int,
    works_on_holidays: bool,
    durations: Mapping[UUID, int],
) -> None:
    """`durations`: minutes by kind, of kinds the nutritionist offers. Ranges are checked by the model."""
    row = _lock(nutritionist)
    row.time_zone, row.works_on_holidays = time_zone, works_on_holidays
    row.buffer_minutes, row.notice_minutes = buffer_minutes, notice_minutes
    row.horizon_days, row.step_minutes = horizon_days, step_minutes
    if not clock.is_zone(time_zone):
        raise Invalid(fields={"time_zone": [wording.NOT_A_ZONE]})
    row.full_clean()
    row.save()
    offers = {offer.kind_id: offer for offer in Offer.objects.filter(nutritionist=row)}
    for kind_id, minutes in durations.items():
        if kind_id not in offers:
            raise NotFound
        offers[kind_id].duration_minutes = minutes
        offers[kind_id].full_clean()
        offers[kind_id].save(update_fields=["duration_minutes"])
    nutritionist.refresh_from_db()
    record(Event.RULES, actor=actor, subject=row, detail={"zone": time_zone, "buffer": buffer_minutes,
           "notice": notice_minutes, "horizon": horizon_days, "step": step_minutes})  # fmt: skip


@transaction.atomic
def set_availability(*, actor: User, nutritionist: Nutritionist, week: Week, **rules: Any) -> None:
    """`set_rules` and `set_week` together, or neither."""
    set_rules(actor=actor, nutritionist=nutritionist, **rules)
    set_week(actor=actor, nutritionist=nutritionist, week=week)


@transaction.atomic
def set_exception(
    *, actor: User, nutritionist: Nutritionist, day: date, hours: Sequence[Minutes], reason: str = ""
) -> DayException:
    """Other hours for a date (none: closed), in place of the usual ones and of an earlier exception."""
    row = _lock(nutritionist)
    today = clock.today(row.time_zone)
    if not today <= day <= today + AHEAD:
        raise Invalid(fields={"date": [wording.IN_THE_PAST if day < today else wording.TOO_FAR]})
    problems = day_problems(hours, shortest=shortest_call(row))
    if problems:
        raise Invalid(fields={f"hours.{n}": [wording.PROBLEMS[it]] for n, it in problems.items()})
    exception, _ = DayException.objects.update_or_create(
        nutritionist=row, date=day, defaults={"reason": reason.strip()}
    )
    exception.hours.all().delete()
    ExceptionHours.objects.bulk_create(
        ExceptionHours(exception=exception, start_minute=start, end_minute=end) for start, end in joined(hours)
    )
    record(Event.EXCEPTION_SET, actor=actor, subject=row, detail={"date": str(day), "ranges": len(hours)})
    return exception


@transaction.atomic
def remove_exception(*, actor: User, nutritionist: Nutritionist, day: date) -> None:
    """The usual hours count again; NotFound without an exception."""
    removed, _ = DayException.objects.filter(nutritionist=nutritionist, date=day).delete()
    if not removed:
        raise NotFound
    record(Event.EXCEPTION_REMOVED, actor=actor, subject=nutritionist, detail={"date": str(day)})


@transaction.atomic
def add_time_off(
    *, actor: User, nutritionist: Nutritionist, starts_at: datetime, ends_at: datetime, reason: str = ""
) -> TimeOff:
    now = clock.now()
    if ends_at <= starts_at:
        raise Invalid(fields={"ends_at": [wording.ENDS_FIRST]})
    if ends_at <= now or ends_at > now + AHEAD:
        raise Invalid(fields={"ends_at": [wording.IN_THE_PAST if ends_at <= now else wording.TOO_FAR]})
    time_off = TimeOff.objects.create(
        nutritionist=nutritionist, starts_at=starts_at, ends_at=ends_at, reason=reason.strip()
    )
    record(Event.TIME_OFF_ADDED, actor=actor, subject=nutritionist,
           detail={"from": starts_at.isoformat(), "until": ends_at.isoformat()})  # fmt: skip
    return time_off


@transaction.atomic
def remove_time_off(*, actor: User, nutritionist: Nutritionist, time_off_id: int) -> None:
    removed, _ = TimeOff.objects.filter(nutritionist=nutritionist, pk=time_off_id).delete()
    if not removed:
        raise NotFound
    record(Event.TIME_OFF_REMOVED, actor=actor, subject=nutritionist)


@transaction.atomic
def register_practitioner(*, actor: User, nutritionist_id: UUID, registration: str) -> Nutritionist:
    """Enter council and number of somebody whom the practice has found in the medical register; empty takes it back.

    Raises Forbidden, NotFound, Invalid.
    """
    if actor.role != Role.ADMIN:
        raise Forbidden
    found = Nutritionist.objects.select_for_update(of=("self",)).filter(pk=nutritionist_id).first()
    if found is None:
        raise NotFound
    number = " ".join(registration.split())
    if number and not 4 <= len(number) <= 80:
        raise Invalid(fields={"registration": [_("Council and number, from 4 to 80 characters.")]})
    found.medical_registration = number
    found.save(update_fields=["medical_registration"])
    record(Event.PRACTITIONER, actor=actor, subject=found, detail={"is_practitioner": bool(number)})
    return found


def _lock(nutritionist: Nutritionist) -> Nutritionist:
    return Nutritionist.objects.select_for_update().get(pk=nutritionist.pk)
