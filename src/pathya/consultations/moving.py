"""Moving a call: the same rules and constraints as booking, in one transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.consultations import booking, errors, holds, rules, services, tasks
from pathya.consultations.fees import need_still_free
from pathya.consultations.models import Consultation
from pathya.consultations.queries import BOOKABLE
from pathya.consultations.rules import Event, Party, Status, Verb
from pathya.consultations.selectors import actionable, party_of
from pathya.kit import clock, sql
from pathya.kit.errors import Invalid, NotFound
from pathya.kit.locks import patiently
from pathya.operations import audit

OFFERED = f"WITH {BOOKABLE} SELECT 1 FROM bookable"  # noqa: S608 – built of constants
LONGEST = timedelta(hours=4)
PLACED = (
    "starts_at", "ends_at", "busy_until", "sequence", "moves", "move_reason", "moved_by_host", "moved_from",
)  # fmt: skip


@dataclass(frozen=True)
class Move:
    """What is asked: see `reschedule`."""

    starts_at: datetime
    reason: str
    sequence: int | None
    wished: bool


def reschedule(
    *,
    viewer: User,
    consultation_id: UUID,
    starts_at: datetime,
    reason: str = "",
    sequence: int | None = None,
    wished: bool = False,
) -> Consultation:
    """Move a call, mail both. The client: to a free slot, by the agreed notice and limit. The nutritionist and the
    practice: to any time ahead, with a reason (outside the slots it is recorded as an override); never into a call.
    After a host's move that the client had not `wished` for, they may cancel for a full refund until the new start.
    `sequence`: the version of the call the sender saw; ChangedMeanwhile when it has another by now.

    Raises NotFound, NotMovable, SlotNotOffered (or a nearer fact), SlotTaken, ClientBusy, Invalid, Busy.
    """
    booking.within_reach(starts_at)
    asked = Move(starts_at, reason.strip(), sequence, wished)
    return patiently(lambda: _moved(viewer, consultation_id, asked), busy=errors.Busy)


def extend(*, viewer: User, consultation_id: UUID, minutes: int, reason: str) -> Consultation:
    """Give a call another length, as its host, with a reason; never into the next call.

    Raises NotFound, NotMovable, SlotTaken, ClientBusy, Invalid, Busy.
    """
    _need(reason)
    if not 5 <= minutes <= LONGEST // timedelta(minutes=1):
        raise Invalid(fields={"minutes": [_("From 5 to 240 minutes.")]})

    def work() -> Consultation:
        call = _mine(viewer, consultation_id)
        party = party_of(call, viewer)
        if call.group_id or party is Party.CLIENT or call.status not in {Status.SCHEDULED, Status.IN_PROGRESS}:
            raise errors.NotMovable
        before, call.move_reason = call.duration_minutes, reason.strip()
        _place(call, call.starts_at, timedelta(minutes=minutes), viewer)
        audit.record(Event.EXTENDED, actor=viewer, subject=call, detail={"from": before, "to": minutes})
        return call

    return patiently(work, busy=errors.Busy)


def may_move(call: Consultation, party: Party) -> bool:
    """Whether the page should offer it."""
    now = clock.now()
    if call.group_id:
        return False
    return rules.may(Verb.MOVE, Status(call.status), party, call.starts_at, call.ends_at, now) and call.terms.may_move(
        call.starts_at, call.moves, party, now
    )


def _moved(viewer: User, consultation_id: UUID, asked: Move) -> Consultation:
    call, starts_at = _mine(viewer, consultation_id), asked.starts_at
    if asked.sequence is not None and asked.sequence != call.sequence:
        raise errors.ChangedMeanwhile
    party = party_of(call, viewer)
    _allowed(call, party, asked.reason)
    if starts_at == call.starts_at:
        return call
    if party is Party.CLIENT:
        need_still_free(call, starts_at)
    wish = _wish(call, starts_at)
    offered = bool(sql.rows(OFFERED, booking.asked(wish)))
    if party is Party.CLIENT and not offered:
        booking.explain(wish)
        raise errors.SlotNotOffered
    holds.release_expired(Q(nutritionist=call.nutritionist_id) | Q(client=call.client_id))
    before = call.starts_at
    if party is Party.CLIENT:
        call.moves += 1
    if party is Party.CLIENT or asked.wished:
        call.client_chose()
    else:
        call.host_moved()
    call.move_reason = asked.reason
    _place(call, starts_at, call.ends_at - call.starts_at, viewer)
    detail = {"by": party.value, "from": booking.utc(before), "to": booking.utc(starts_at), "override": not offered}
    audit.record(Event.MOVED, actor=viewer, subject=call, detail=detail)
    return call


def _allowed(call: Consultation, party: Party, reason: str) -> None:
    now = clock.now()
    if call.group_id:
        raise errors.NotMovable(_("A seat of a group can't be moved; give it back and take one in another group."))
    if not rules.may(Verb.MOVE, Status(call.status), party, call.starts_at, call.ends_at, now):
        raise errors.NotMovable
    if party is not Party.CLIENT:
        _need(reason)
    elif call.moves >= call.terms.most_moves:
        raise errors.NotMovable(_("This call was moved as often as agreed. It can still be cancelled."))
    elif not call.terms.may_move(call.starts_at, call.moves, party, now):
        raise errors.NotMovable(_("It is too late to move this call. It can still be cancelled."))


def _place(call: Consultation, starts_at: datetime, length: timedelta, viewer: User) -> None:
    call.starts_at, call.ends_at = starts_at, starts_at + length
    call.busy_until = call.ends_at + timedelta(minutes=call.buffer_minutes)
    call.sequence += 1
    try:
        with transaction.atomic():
            call.save(update_fields=PLACED)
    except IntegrityError as error:
        if not services.overlaps(error):
            raise
        booking.explain_overlap(_wish(call, starts_at), by_client=viewer.pk == call.client_id)
    tasks.tell.defer(consultation_id=str(call.pk), event="moved", sequence=call.sequence)


def _wish(call: Consultation, starts_at: datetime) -> booking.Wish:
    return booking.Wish(
        call.client, call.nutritionist_id, call.kind_id, starts_at, "", call.time_zone, call.pk, call.duration_minutes
    )


def _mine(viewer: User, consultation_id: UUID) -> Consultation:
    call = actionable(viewer).select_for_update(of=("self",)).filter(pk=consultation_id).first()
    if call is None:
        raise NotFound
    return call


def _need(reason: str) -> None:
    if not reason.strip():
        raise Invalid(fields={"reason": [_("Say why; the client reads it.")]})
