"""What happens to a call: booked or held, paid, joined, completed, missed, cancelled. Moving stands in `moving`."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import Role, User
from pathya.care import services as trail
from pathya.care.rules import What
from pathya.consultations import booking, errors, rules, seats, tasks
from pathya.consultations.holds import release_expired
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Event, Party, Status, Verb
from pathya.consultations.selectors import actionable, party_of, preparations
from pathya.consultations.settling import settled
from pathya.credits import services as sessions
from pathya.kit import clock
from pathya.kit.errors import Conflict, Invalid, NotFound
from pathya.kit.locks import patiently
from pathya.operations import audit

TRIES = 4
OVERLAP = {"consultation_nutritionist_apart", "consultation_client_apart", "consultation_seat_once"}


def book(
    *,
    client: User,
    nutritionist_id: UUID,
    kind_id: UUID,
    starts_at: datetime,
    notes: str = "",
    zone: str,
    with_credit: bool = False,
    actor: User | None = None,
) -> Consultation:
    """Book a call; exactly one of any number of rivals gets a time. `actor`: who acts for the client; is told as well.

    A free kind is scheduled and both get mail. A kind with a fee is held for `rules.HOLD` (`awaiting_payment`), or paid
    at once by a credit. Raises NotAClient, EmailNotVerified, GuardianNeeded, NotFound, SlotNotOffered (or a nearer
    fact), ClientBusy, SlotTaken with the nearest free starts, NoCredit, Busy.
    """
    if client.role != Role.CLIENT:
        raise errors.NotAClient
    if not clock.is_zone(zone):
        raise Invalid(fields={"timezone": [_("There is no such time zone.")]})
    booking.within_reach(starts_at)
    acting = None if actor is None or actor.pk == client.pk else actor
    wish = booking.Wish(client, nutritionist_id, kind_id, starts_at, notes.strip(), zone, actor=acting)
    if with_credit or acting:
        return patiently(lambda: _more(wish, with_credit=with_credit), busy=errors.Busy)
    return inserted(wish)


def hold(**asked: Any) -> Consultation:
    """`book` by its other name, for callers who mean a kind with a fee: the time stays for `rules.HOLD`."""
    return book(**asked)


def confirm_paid(consultation_id: UUID) -> Consultation:
    """The fee is paid: the held call is scheduled. Safe to repeat.

    After the hold ended the call comes back if its time is still free; raises TakenMeanwhile (the payment is to be
    refunded) when it is not, has begun, or when somebody cancelled the call; NotFound.
    """
    return patiently(lambda: _paid(consultation_id), busy=errors.Busy)


def cancel(*, viewer: User, consultation_id: UUID, reason: str = "") -> Consultation:
    """Cancel a call that has not begun, free its time at once, mail both; `settlement` says what goes back.

    Cancelled already: returns it as it is. Raises NotFound, NotCancellable, Busy.
    """
    return patiently(lambda: _cancelled(viewer, consultation_id, reason.strip()), busy=errors.Busy)


def join(*, viewer: User, consultation_id: UUID) -> Consultation:
    """Enter the call from 15 minutes before until its end, as often as one likes; the first to come begins it.

    Raises NotFound, NotJoinable, NotPrepared (for the client), Busy.
    """

    def work() -> Consultation:
        call = _locked(viewer, consultation_id, Verb.JOIN, errors.NotJoinable, with_groups=True)
        need_prepared(call, viewer)
        if call.status != Status.IN_PROGRESS:
            call.status, call.joined_at = Status.IN_PROGRESS, clock.now()
            call.save(update_fields=["status", "joined_at"])
            audit.record(Event.JOINED, actor=viewer, subject=call, detail={"by": party_of(call, viewer).value})
        return call

    return patiently(work, busy=errors.Busy)


def complete(*, viewer: User, consultation_id: UUID, summary: str) -> Consultation:
    """The nutritionist ends the call with what is to be remembered. Raises NotFound, Invalid, NotYet, Busy."""
    if not summary.strip():
        raise Invalid(fields={"notes": [_("Write at least a sentence about the call.")]})

    def work() -> Consultation:
        call = _locked(viewer, consultation_id, Verb.COMPLETE, errors.NotYet)
        call.status, call.completed_at, call.summary = Status.COMPLETED, clock.now(), summary.strip()
        call.save(update_fields=["status", "completed_at", "summary"])
        sessions.use(call.pk)
        _follow(Verb.COMPLETE, call, Event.COMPLETED, viewer)
        return call

    return patiently(work, busy=errors.Busy)


def mark_no_show(*, viewer: User, consultation_id: UUID, waive: bool = False) -> Consultation:
    """The client did not come: from 15 minutes after the start. `waive` gives the whole fee back.

    Raises NotFound, NotYet, Busy.
    """

    def work() -> Consultation:
        call = _locked(viewer, consultation_id, Verb.MISS, errors.NotYet)
        share = 100 if waive else 100 - call.terms.no_show_percent
        call.status = Status.NO_SHOW
        call.settlement = settled(call, share, Party.NUTRITIONIST, "waived" if waive else "no_show")
        call.save(update_fields=["status", "settlement"])
        (sessions.give_back if waive else sessions.use)(call.pk)
        _follow(Verb.MISS, call, Event.NO_SHOW, viewer, share=share)
        return call

    return patiently(work, busy=errors.Busy)


def waive_no_show(*, viewer: User, consultation_id: UUID) -> Consultation:
    """The host lets the no-show fee go after all: what was kept goes back too. Waived already: nothing happens.

    Raises NotFound, NotYet, Busy.
    """

    def work() -> Consultation:
        call = actionable(viewer).select_for_update(of=("self",)).filter(pk=consultation_id).first()
        party = party_of(call, viewer) if call else Party.CLIENT
        if call is None:
            raise NotFound
        if party is Party.CLIENT or call.status != Status.NO_SHOW:
            raise errors.NotYet
        before = call.settlement or {}
        if before.get("because") == "waived":
            return call
        kept = {name: before[name] for name in ("refund", "refunded") if name in before}
        call.settlement = settled(call, 100, party, "waived") | {"before": before.get("back", "0"), **kept}
        call.save(update_fields=["settlement"])
        sessions.give_back(call.pk, even_used=True)
        audit.record(Event.WAIVED, actor=viewer, subject=call, detail={"by": party.value})
        tell(call, "waived")
        return call

    return patiently(work, busy=errors.Busy)


def schedule_by_credit(call: Consultation, owner: User) -> None:
    """A call that waits for payment is paid by a session of a package, in the caller's transaction. Raises NoCredit."""
    if call.status != Status.AWAITING_PAYMENT:
        return
    if not sessions.reserve(owner=owner, kind_id=call.kind_id, reference=call.pk):
        raise errors.NoCredit
    call.by_credit = True
    _schedule(call)


def need_prepared(call: Consultation, viewer: User) -> None:
    """Raise NotPrepared when the client has yet to do something without which they can't enter."""
    if party_of(call, viewer) is Party.CLIENT:
        for one in preparations(call):
            if one.is_required:
                raise errors.NotPrepared(one.text, extra={"url": one.url})


def tell(call: Consultation, event: str) -> None:
    """Both people and other domains are told, by a job of the caller's transaction."""
    tasks.tell.defer(consultation_id=str(call.pk), event=event, sequence=call.sequence)


def note_opened(*, viewer: User, consultation: Consultation) -> None:
    """Record that somebody else is shown what a client wrote; nothing was written, nothing is recorded."""
    if not consultation.has_notes or viewer.pk == consultation.client_id:
        return
    if party_of(consultation, viewer) is Party.CLIENT:
        trail.note_read(viewer=viewer, client_id=consultation.client_id, what=What.NOTES)
    else:
        audit.record(Event.OPENED, actor=viewer, subject=consultation)


def inserted(wish: booking.Wish) -> Consultation:
    """The new call of a wish; raises what stands against it."""
    for _try in range(TRIES):
        if made := patiently(lambda: booking.insert(wish), busy=errors.Busy, one_statement=True):
            return made
        if not release_expired(Q(nutritionist=wish.nutritionist_id) | Q(client=wish.client.pk)):
            booking.explain(wish)
    raise booking.taken(wish)


def _more(wish: booking.Wish, *, with_credit: bool) -> Consultation:
    call = inserted(wish)
    if wish.actor:
        call.booked_by = wish.actor
        call.save(update_fields=["booked_by"])
    if with_credit:
        schedule_by_credit(call, wish.client)
    return call


def _paid(consultation_id: UUID) -> Consultation:
    rows = Consultation.objects.select_for_update(of=("self",)).select_related("nutritionist__user", "client", "kind")
    call = rows.filter(pk=consultation_id).first()
    if call is None:
        raise NotFound
    ran_out = call.status == Status.CANCELLED and (call.settlement or {}).get("because") == "hold_expired"
    if call.status in {Status.CANCELLED, Status.AWAITING_PAYMENT} and (
        call.starts_at <= clock.now() or not (ran_out or call.status == Status.AWAITING_PAYMENT)
    ):
        raise errors.TakenMeanwhile
    if ran_out or call.status == Status.AWAITING_PAYMENT:
        release_expired(Q(nutritionist=call.nutritionist_id) & ~Q(pk=call.pk))
        try:
            with transaction.atomic():
                if call.group_id and ran_out:
                    call.seat = seats.free_seat(call.group_id, call.client)
                _schedule(call)
        except (IntegrityError, errors.GroupFull) as error:
            if isinstance(error, errors.GroupFull) or overlaps(error):
                raise errors.TakenMeanwhile from None
            raise
    return call


def _schedule(call: Consultation) -> None:
    call.status, call.held_until, call.cancelled_at, call.settlement = Status.SCHEDULED, None, None, None
    call.save(update_fields=["status", "held_until", "cancelled_at", "settlement", "by_credit", "seat"])
    audit.record(Event.CONFIRMED, actor=None, subject=call)
    tasks.tell.defer(consultation_id=str(call.pk), event="booked", sequence=call.sequence)


def _cancelled(viewer: User, consultation_id: UUID, reason: str) -> Consultation:
    call = actionable(viewer).select_for_update(of=("self",)).filter(pk=consultation_id).first()
    if call is None:
        raise NotFound
    return call if call.status == Status.CANCELLED else cancel_locked(call, viewer, reason)


def cancel_locked(call: Consultation, viewer: User, reason: str) -> Consultation:
    """Cancel a call whose row the caller has locked. Raises NotCancellable, Invalid."""
    party, now = party_of(call, viewer), clock.now()
    if not rules.may(Verb.CANCEL, Status(call.status), party, call.starts_at, call.ends_at, now):
        raise errors.NotCancellable
    if party is Party.PRACTICE and not reason:
        raise Invalid(fields={"reason": [_("Say why; the client reads it.")]})
    share = call.share_back(party, now)
    unpaid = call.status == Status.AWAITING_PAYMENT
    call.settlement = settled(call, share, party, "unpaid" if unpaid else "cancelled")
    call.status, call.cancelled_at, call.cancelled_by = Status.CANCELLED, now, viewer
    call.cancellation_reason = reason
    call.sequence += 1
    call.save(update_fields=["status", "cancelled_at", "cancelled_by", "cancellation_reason", "sequence", "settlement"])
    (sessions.give_back if share == 100 else sessions.use)(call.pk)
    _follow(Verb.CANCEL, call, Event.CANCELLED, viewer, by=party.value, share=share)
    return call


def _locked(
    viewer: User, consultation_id: UUID, verb: Verb, fact: type[Conflict], *, with_groups: bool = False
) -> Consultation:
    """The call, locked, when the viewer may do that to it now."""
    call = (
        actionable(viewer, with_groups=with_groups).select_for_update(of=("self",)).filter(pk=consultation_id).first()
    )
    if call is None:
        raise NotFound
    if not rules.may(verb, Status(call.status), party_of(call, viewer), call.starts_at, call.ends_at, clock.now()):
        raise fact
    return call


def _follow(verb: Verb, call: Consultation, event: Event, viewer: User | None, **detail: Any) -> None:
    """The record, and what the transition says besides settling."""
    audit.record(event, actor=viewer, subject=call, detail=detail)
    rule = rules.TRANSITIONS[verb]
    if rule.tells:
        tell(call, rule.tells)


def overlaps(error: IntegrityError) -> bool:
    """Whether it was one of the constraints that hold calls and seats apart."""
    return constraint(error) in OVERLAP


def constraint(error: IntegrityError) -> str:
    """The name of the constraint that was broken."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
