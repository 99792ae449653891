"""Calls that repeat: seen date by date before anything is booked, booked together or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import Role, User
from pathya.consultations import booking, errors, rules, services, slots
from pathya.consultations.grid import Schedule, day_of, instant
from pathya.consultations.models import Consultation, Series
from pathya.consultations.rules import Event, Party, Status, Verb
from pathya.consultations.selectors import TOLD, consultations, party_of
from pathya.consultations.slots import Slot
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound, PathyaError
from pathya.kit.locks import patiently
from pathya.nutritionists.models import Nutritionist
from pathya.operations import audit

AROUND = timedelta(days=3)
"""How far from its date another time is looked for: never as far as the next call."""
AHEAD = 366
"""Days past the horizon that later calls may lie; the first lies within it."""


@dataclass(frozen=True)
class Date:
    """One call of a series to be. `against`: the code of what stands against it; `nearest`: a free time instead."""

    starts_at: datetime
    ends_at: datetime
    against: str
    nearest: Slot | None

    @property
    def is_free(self) -> bool:
        return not self.against


def times(starts_at: datetime, zone: ZoneInfo, count: int, every_weeks: int) -> list[datetime]:
    """The same time on the wall in `zone`, every so many weeks; as the slots have it where clocks change."""
    local = starts_at.astimezone(zone)
    first, minute = local.toordinal(), local.hour * 60 + local.minute
    rest = timedelta(seconds=local.second, microseconds=local.microsecond)
    later = (instant(zone, first + 7 * every_weeks * n, minute) for n in range(1, count))
    return [starts_at, *(datetime.fromtimestamp(moment, starts_at.tzinfo) + rest for moment in later)]


def preview(
    *,
    client: User | None,
    nutritionist_id: UUID,
    kind_id: UUID,
    starts_at: datetime,
    count: int,
    every_weeks: int,
) -> list[Date]:
    """Each date of the series, free or not, in three statements. Raises NotFound, Invalid, SlotPast, SlotTooFar."""
    _check(count, every_weeks)
    booking.within_reach(starts_at)
    who = Nutritionist.objects.filter(pk=nutritionist_id, is_listed=True).first()
    if who is None:
        raise NotFound
    asked = times(starts_at, ZoneInfo(who.time_zone), count, every_weeks)
    start, end = asked[0] - AROUND, asked[-1] + AROUND
    schedule = slots.schedule(nutritionist_id, kind_id, start, end)
    if schedule is None:
        raise NotFound
    return _judged(schedule, asked, _own(client, start, end) if client else [])


def book(
    *,
    client: User,
    nutritionist_id: UUID,
    kind_id: UUID,
    starts: Sequence[datetime],
    every_weeks: int = 1,
    notes: str = "",
    zone: str,
    with_credit: bool = False,
    actor: User | None = None,
) -> Series:
    """Book a call at each of `starts` in one transaction: all, or none. With a fee each is held, or paid by a credit.
    `actor`: who acts for the client; is told as well.

    The fact that stands against one of them carries its `time`. Raises what `services.book` raises.
    """
    wanted = sorted(set(starts))
    _check(len(wanted), every_weeks)
    if client.role != Role.CLIENT:
        raise errors.NotAClient
    if not clock.is_zone(zone):
        raise Invalid(fields={"timezone": [_("There is no such time zone.")]})
    booking.within_reach(wanted[0])
    if wanted[-1] - wanted[0] > timedelta(weeks=rules.MOST_REPEATS * max(rules.WEEKS)):
        raise errors.SlotTooFar
    acting = None if actor is None or actor.pk == client.pk else actor
    first = booking.Wish(client, nutritionist_id, kind_id, wanted[0], notes.strip(), zone, actor=acting)
    wishes = [first, *(replace(first, starts_at=start, ahead=AHEAD) for start in wanted[1:])]
    return patiently(lambda: _booked(wishes, every_weeks, with_credit=with_credit), busy=errors.Busy)


def cancel_rest(
    *, viewer: User, series_id: UUID, since: datetime | None = None, reason: str = ""
) -> list[Consultation]:
    """Cancel the calls of a series that begin at or after `since` (now, when left out) and can still be cancelled.

    By its client, its nutritionist or an admin, who gives a reason. One transaction; the calls cancelled.
    Raises NotFound, NotCancellable, Invalid, Busy.
    """

    def work() -> list[Consultation]:
        calls = list(of(viewer, series_id).select_for_update(of=("self",)))
        left = [call for call in calls if may_cancel(call, viewer) and call.starts_at >= (since or clock.now())]
        if not left:
            raise errors.NotCancellable
        for call in left:
            services.cancel_locked(call, viewer, reason.strip())
        audit.record(Event.SERIES_ENDED, actor=viewer, subject=("Series", series_id), detail={"calls": len(left)})
        return left

    return patiently(work, busy=errors.Busy)


def of(viewer: User, series_id: UUID) -> "QuerySet[Consultation]":
    """The calls of a series, in order of time; NotFound when the viewer has none of them."""
    is_admin = viewer.role == Role.ADMIN
    rows = Consultation.objects.select_related(*TOLD, "series") if is_admin else consultations(viewer, acting=True)
    found = rows.filter(series=series_id).order_by("starts_at", "pk")
    if not found.exists():
        raise NotFound
    return found


def may_cancel(call: Consultation, viewer: User) -> bool:
    """Whether the viewer may cancel that one now."""
    party: Party = party_of(call, viewer)
    return rules.may(Verb.CANCEL, Status(call.status), party, call.starts_at, call.ends_at, clock.now())


def _booked(wishes: list[booking.Wish], every_weeks: int, *, with_credit: bool) -> Series:
    first = wishes[0]
    calls = []
    for wish in wishes:
        try:
            call = services.inserted(wish)
            if with_credit:
                services.schedule_by_credit(call, wish.client)
        except PathyaError as fact:
            fact.extra.setdefault("time", booking.utc(wish.starts_at))
            raise
        calls.append(call)
    made = Series.objects.create(
        client=first.client, nutritionist_id=first.nutritionist_id, kind_id=first.kind_id, every_weeks=every_weeks
    )
    Consultation.objects.filter(pk__in=[call.pk for call in calls]).update(series=made, booked_by=first.actor)
    audit.record(Event.SERIES, actor=first.actor or first.client, subject=made, detail={"calls": len(calls)})
    return made


def _judged(schedule: Schedule, asked: list[datetime], own: list[tuple[datetime, datetime]]) -> list[Date]:
    length, now = timedelta(seconds=schedule.length), clock.now()
    wide = replace(schedule, horizon_days=schedule.horizon_days + AHEAD)
    start, end = asked[0] - AROUND, asked[-1] + AROUND
    found = dict(wide.slots(int(start.timestamp()), int(end.timestamp()), int(now.timestamp()) + 1))
    last = day_of(schedule.zone, int(now.timestamp())) + schedule.horizon_days
    dates: list[Date] = []
    given: list[tuple[datetime, datetime]] = []
    for n, moment in enumerate(asked):
        is_far = not n and moment.astimezone(schedule.zone).toordinal() > last
        busy = [*own, *given]
        against = _against(found.get(int(moment.timestamp())), moment, length, busy, is_far=is_far)
        nearest = _nearest(found, moment, length, busy) if against and not is_far else None
        chosen = nearest.start if nearest else moment
        given.append((chosen, chosen + length))
        dates.append(Date(moment, moment + length, against, nearest))
    return dates


def _against(
    free: bool | None, moment: datetime, length: timedelta, busy: list[tuple[datetime, datetime]], *, is_far: bool
) -> str:
    if is_far:
        return errors.SlotTooFar.code
    if free is None:
        return errors.SlotNotOffered.code
    if _meets(moment, length, busy):
        return errors.ClientBusy.code
    return "" if free else errors.SlotTaken.code


def _nearest(
    found: dict[int, bool], moment: datetime, length: timedelta, busy: list[tuple[datetime, datetime]]
) -> Slot | None:
    """The free time nearest to a date, no more than `AROUND` away."""
    at, reach = moment.timestamp(), AROUND.total_seconds()
    near = [start for start, free in found.items() if free and abs(start - at) <= reach]
    for start in sorted(near, key=lambda each: (abs(each - at), each)):
        there = datetime.fromtimestamp(start, moment.tzinfo)
        if not _meets(there, length, busy):
            return Slot(there, there + length, True)
    return None


def _meets(start: datetime, length: timedelta, busy: list[tuple[datetime, datetime]]) -> bool:
    return any(begin < start + length and start < end for begin, end in busy)


def _own(client: User, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """When the client has calls."""
    rows = Consultation.objects.filter(client=client, status__in=Status.OPEN, starts_at__lt=end, ends_at__gt=start)
    live = rows.exclude(status=Status.AWAITING_PAYMENT, held_until__lte=clock.now())
    return list(live.values_list("starts_at", "ends_at"))


def _check(count: int, every_weeks: int) -> None:
    if not 2 <= count <= rules.MOST_REPEATS:
        raise Invalid(fields={"count": [_("From 2 to 12 calls.")]})
    if every_weeks not in rules.WEEKS:
        raise Invalid(fields={"everyWeeks": [_("Every week or every two weeks.")]})
