"""What happens to an enrolment: pause, resume, steps done, complete, cancel; and what days bring by themselves."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import Role, User
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.operations import audit
from pathya.programs import errors, rules
from pathya.programs.models import Done, Enrolment, Figures, Pass
from pathya.programs.rules import COMPLETED_FROM, Because, Event, Status
from pathya.programs.services import enrolling, jobs, sessions, welcome

AHEAD = timedelta(days=1)
"""No place on earth is farther ahead of UTC than that."""


@transaction.atomic
def pause(*, viewer: User, enrolment_id: UUID) -> Enrolment:
    """The days stand still from today on, by the agreed number of pauses. Paused already: as it is.

    Raises NotFound, NotInThisState, NoPauseLeft.
    """
    row = mine(viewer, enrolment_id)
    if row.status == Status.PAUSED:
        return row
    if not may_pause(row):
        raise errors.NotInThisState
    if not row.terms.pauses_left(row.pauses, row.paused_days):
        raise errors.NoPauseLeft
    row.status, row.paused_on, row.pauses = Status.PAUSED, row.today, row.pauses + 1
    row.save(update_fields=["status", "paused_on", "pauses"])
    audit.record(Event.PAUSED, actor=viewer, subject=row)
    return row


def may_pause(row: Enrolment) -> bool:
    """From its first day to its last."""
    return row.status == Status.ACTIVE and row.day >= 1 and row.today <= row.ends_on


@transaction.atomic
def resume(*, viewer: User, enrolment_id: UUID) -> Enrolment:
    """Go on today; the end and the messages to come move by the days of the pause. Raises NotFound, NotInThisState."""
    row = mine(viewer, enrolment_id)
    if row.status == Status.ACTIVE and row.pauses:
        return row
    if row.status != Status.PAUSED:
        raise errors.NotInThisState
    return _resumed(row, viewer)


@transaction.atomic
def mark(*, viewer: User, enrolment_id: UUID, number: int, done: bool) -> Enrolment:
    """A step is done, or not after all; repeating changes nothing. Raises NotFound, NotInThisState."""
    row = mine(viewer, enrolment_id)
    if number not in {step["number"] for step in rules.steps(row.weeks)}:
        raise NotFound
    if not row.is_running:
        raise errors.NotInThisState
    there = Done.objects.filter(enrolment=row, number=number)
    if done and not there.exists():
        Done.objects.create(enrolment=row, number=number)
    elif not done:
        there.delete()
    count = Done.objects.filter(enrolment=row).count()
    if count != row.done_count:
        row.done_count = count
        row.save(update_fields=["done_count"])
        audit.record(Event.STEP, actor=viewer, subject=row, detail={"number": number, "done": done})
    return row


@transaction.atomic
def complete(*, viewer: User, enrolment_id: UUID) -> Enrolment:
    """End it as completed: when all is done, or on its last day when enough is. Raises NotFound, NotInThisState,
    NotYetComplete."""
    row = mine(viewer, enrolment_id)
    if row.status == Status.COMPLETED:
        return row
    if row.status != Status.ACTIVE:
        raise errors.NotInThisState
    if not may_complete(row):
        raise errors.NotYetComplete
    return _ended(row, Status.COMPLETED, viewer)


def may_complete(row: Enrolment) -> bool:
    all_done = row.step_count > 0 and row.done_count == row.step_count
    return row.status == Status.ACTIVE and (all_done or (row.day >= row.days and row.percent >= COMPLETED_FROM))


@transaction.atomic
def cancel(*, viewer: User, enrolment_id: UUID, reason: str = "") -> Enrolment:
    """By the client by the agreed terms, or by an admin with a reason; `settlement` says what goes back and why.

    Cancelled already: as it is. Raises NotFound, NotInThisState, Invalid.
    """
    by_practice = viewer.role == Role.ADMIN
    row = _locked().filter(Q() if by_practice else Q(client=viewer), pk=enrolment_id).first()
    if row is None:
        raise NotFound
    if row.status == Status.CANCELLED:
        return row
    if not row.is_open:
        raise errors.NotInThisState
    if by_practice and not reason.strip():
        raise Invalid(fields={"reason": [_("Say why; the client reads it.")]})
    row.reason, row.cancelled_by = reason.strip(), viewer
    back = close(row, Because.PRACTICE if by_practice else Because.CLIENT)
    audit.record(Event.CANCELLED, actor=viewer, subject=row, detail={"back": str(back)})
    if back > 0:
        jobs.defer_pay_back(row)
    return row


def close(row: Enrolment, because: Because) -> Decimal:
    """Cancel, in the caller's transaction: seat and unused credits go, messages are dropped, a whole pass returns.

    Answers what goes back of what was paid.
    """
    running, found = row.is_running, settled(row, because)
    back = Decimal(found["back"])
    row.settlement = found
    row.status, row.held_until, row.paused_on, row.closed_at = Status.CANCELLED, None, None, clock.now()
    row.save()
    enrolling.free_seat(row)
    welcome.drop(row)
    if not running:
        return back
    sessions.take_back(row)
    if row.by_pass and found["share"] == 100:
        Pass.objects.filter(used_for=row).update(used_for=None)
    Figures.objects.filter(program=row.program_id).update(ended=F("ended") + 1)
    return back


def settled(row: Enrolment, because: Because) -> dict[str, Any]:
    """What cancelling now gives back and how it comes about; also the preview before it."""
    used = sessions.used(row) if row.is_running else 0
    share = row.terms.share_back(row.day, used)
    if because == Because.PRACTICE:
        share = max(share, rules.days_left_share(row.day, row.days))
    if because in {Because.REFUNDED, Because.ERASED} or not row.is_running:
        share = 100 if because == Because.REFUNDED else 0
    return {
        "at": clock.now().isoformat(timespec="seconds"),
        "because": because.value,
        "policy": str(row.policy_id) if row.policy_id else None,
        "day": row.day,
        "sessionsUsed": used,
        "paid": f"{row.paid:.2f}",
        "byPass": row.by_pass,
        "share": share,
        "back": "0.00" if because in {Because.REFUNDED, Because.ERASED} else f"{rules.part(row.paid, share):.2f}",
        "currency": row.currency,
    }


@transaction.atomic
def choose_mails(*, viewer: User, enrolment_id: UUID, mails: bool) -> Enrolment:
    """Whether the messages of the welcome series come by mail."""
    row = mine(viewer, enrolment_id)
    if row.mails != mails:
        row.mails = mails
        row.save(update_fields=["mails"])
        audit.record(Event.MAILS, actor=viewer, subject=row, detail={"mails": mails})
    return row


def pass_day() -> int:
    """End what is over, on each client's own day, and pauses that took all their days; how many. Safe to repeat."""
    latest = (clock.now() + AHEAD).date()
    over = list(Enrolment.objects.filter(status=Status.ACTIVE, ends_on__lt=latest).values_list("pk", flat=True))
    paused = list(Enrolment.objects.filter(status=Status.PAUSED).values_list("pk", flat=True))
    return sum(_passed(pk) for pk in [*over, *paused])


@transaction.atomic
def _passed(enrolment_id: UUID) -> bool:
    row = _locked(skip_locked=True).filter(pk=enrolment_id).first()
    if row is None:
        return False
    if row.status == Status.PAUSED and row.paused_on:
        if row.paused_days + (row.today - row.paused_on).days < row.terms.pause_days:
            return False
        _resumed(row, None)
        return True
    if row.status != Status.ACTIVE or row.today <= row.ends_on:
        return False
    _ended(row, Status.COMPLETED if row.percent >= COMPLETED_FROM else Status.LAPSED, None)
    return True


def _resumed(row: Enrolment, actor: User | None) -> Enrolment:
    stood = (row.today - row.paused_on).days if row.paused_on else 0
    row.paused_days += stood
    row.ends_on = rules.ends_on(row.start_on, row.days, row.paused_days)
    row.status, row.paused_on = Status.ACTIVE, None
    row.save(update_fields=["status", "paused_on", "paused_days", "ends_on"])
    welcome.move(row, stood)
    audit.record(Event.RESUMED, actor=actor, subject=row, detail={"days": stood})
    return row


def _ended(row: Enrolment, status: Status, actor: User | None) -> Enrolment:
    row.status, row.closed_at = status, clock.now()
    row.save(update_fields=["status", "closed_at"])
    field = "completed" if status == Status.COMPLETED else "ended"
    Figures.objects.filter(program=row.program_id).update(**{field: F(field) + 1})
    audit.record(Event.COMPLETED if status == Status.COMPLETED else Event.LAPSED, actor=actor, subject=row)
    return row


def mine(viewer: User, enrolment_id: UUID) -> Enrolment:
    """The viewer's own, locked."""
    row = _locked().filter(pk=enrolment_id, client=viewer).first()
    if row is None:
        raise NotFound
    return row


def _locked(*, skip_locked: bool = False) -> QuerySet[Enrolment]:
    rows = Enrolment.objects.select_for_update(of=("self",), skip_locked=skip_locked)
    return rows.select_related("client", "program", "policy")
