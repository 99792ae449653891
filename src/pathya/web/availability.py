"""A nutritionist's own availability with what hangs on it: booked calls outside of it, the slots it makes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.consultations.slots import Slot, free_slots, outside_hours
from pathya.nutritionists import selectors
from pathya.nutritionists.models import Holiday, Nutritionist

PREVIEW_DAYS = 28


@dataclass(frozen=True)
class PreviewDay:
    """One day of the coming weeks as clients see it."""

    date: date
    slots: list[Slot]
    holiday: Holiday | None
    is_exception: bool
    is_within_horizon: bool

    @property
    def free(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.available]

    @property
    def taken(self) -> int:
        return len(self.slots) - len(self.free)


def calls_outside(nutritionist: Nutritionist, now: datetime) -> list[Consultation]:
    """Open calls still to come that lie outside the hours as they are now; they stay booked."""
    coming = Consultation.objects.filter(nutritionist=nutritionist, status__in=Status.OPEN, starts_at__gt=now)
    calls = list(coming.select_related("client", "kind").order_by("starts_at"))
    spans = {(int(call.starts_at.timestamp()), int(call.ends_at.timestamp())): call for call in calls}
    return [spans[span] for span in outside_hours(nutritionist.pk, list(spans))]


def preview(nutritionist: Nutritionist, kind_id: UUID, *, now: datetime) -> list[PreviewDay]:
    """The coming four weeks on the nutritionist's own clock."""
    zone = ZoneInfo(nutritionist.time_zone)
    today = now.astimezone(zone).date()
    last = today + timedelta(days=PREVIEW_DAYS - 1)
    found = free_slots(
        nutritionist_id=nutritionist.pk,
        kind_id=kind_id,
        first_day=today,
        last_day=last,
        zone=zone,
        now=now,
        unlisted=True,
    )
    closed = {day.date: day for day in selectors.holidays(today, PREVIEW_DAYS)}
    excepted = {row.date for row in selectors.exceptions(nutritionist, today)}
    horizon = today + timedelta(days=nutritionist.horizon_days)
    return [PreviewDay(day, slots, closed.get(day), day in excepted, day <= horizon) for day, slots in found]
