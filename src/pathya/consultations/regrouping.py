"""Moving a group session: its time and every seat together, or nothing."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.consultations import booking, emails_together, errors, groups, holds, services
from pathya.consultations.models import Consultation, GroupSession, GroupWait
from pathya.consultations.moving import PLACED
from pathya.consultations.rules import OFFER, Event, Status, Waiting
from pathya.kit import clock
from pathya.kit.errors import Invalid
from pathya.kit.locks import patiently
from pathya.operations import audit


def move(
    *, viewer: User, group_id: UUID, starts_at: datetime, reason: str, sequence: int | None = None
) -> Consultation:
    """Move a group to any time ahead without another call, mail everybody; the row that holds its time.

    By its nutritionist or an admin. Whoever can't come then gets everything back (`Consultation.share_back`).
    `sequence`: the version of the time that was seen. Raises NotFound, Invalid, SlotPast, SlotTooFar, GroupOver,
    ChangedMeanwhile, SlotTaken, SeatsBusy, Busy.
    """
    booking.within_reach(starts_at)
    if not reason.strip():
        raise Invalid(fields={"reason": [_("Say why; the client reads it.")]})
    return patiently(lambda: _moved(viewer, group_id, starts_at, reason.strip(), sequence), busy=errors.Busy)


def _moved(viewer: User, group_id: UUID, starts_at: datetime, reason: str, sequence: int | None) -> Consultation:
    session, time = groups.hosted(viewer, group_id)
    if time.status != Status.SCHEDULED or time.starts_at <= clock.now():
        raise errors.GroupOver
    if sequence is not None and sequence != time.sequence:
        raise errors.ChangedMeanwhile
    if starts_at == time.starts_at:
        return time
    calls = groups.open_seats(session)
    people = [call.client_id for call in calls]
    holds.release_expired(Q(group=session) | Q(nutritionist=time.nutritionist_id) | Q(client__in=people))
    calls = groups.open_seats(session)
    _all_free(session, calls, starts_at, time)
    before = time.starts_at
    for call in (time, *calls):
        _place(call, starts_at, reason, viewer)
    detail = {"from": booking.utc(before), "to": booking.utc(starts_at), "seats": len(calls)}
    audit.record(Event.GROUP_MOVED, actor=viewer, subject=session, detail=detail)
    _offer_anew(session, time)
    return time


def _all_free(session: GroupSession, calls: list[Consultation], starts_at: datetime, time: Consultation) -> None:
    """Raise SeatsBusy with how many of those who have a seat have another call then."""
    ends_at = starts_at + (time.ends_at - time.starts_at)
    theirs = Consultation.objects.filter(client__in=[call.client_id for call in calls], status__in=Status.OPEN)
    clash = theirs.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exclude(group=session)
    if count := clash.values("client").distinct().count():
        raise errors.SeatsBusy(count)


def _place(call: Consultation, starts_at: datetime, reason: str, viewer: User) -> None:
    if call.seat is not None:
        call.host_moved()
    length, hold = call.ends_at - call.starts_at, call.busy_until - call.starts_at
    call.starts_at, call.ends_at, call.busy_until = starts_at, starts_at + length, starts_at + hold
    call.sequence += 1
    call.move_reason = reason
    try:
        with transaction.atomic():
            call.save(update_fields=PLACED)
    except IntegrityError as error:
        if not services.overlaps(error):
            raise
        if call.seat is not None:
            raise errors.SeatsBusy(1) from None
        wish = booking.Wish(viewer, call.nutritionist_id, call.kind_id, starts_at, "", call.time_zone)
        raise booking.taken(wish) from None
    services.tell(call, "moved")


def _offer_anew(session: GroupSession, time: Consultation) -> None:
    """Who is offered a seat hears of the new time, and has as long as at first to decide."""
    offered = GroupWait.objects.filter(group=session, state=Waiting.OFFERED).select_related("client", "asked_by")
    for one in offered:
        one.offer_until = min(clock.now() + OFFER, time.starts_at)
        one.save(update_fields=["offer_until"])
        emails_together.seat_offered(one, time)
