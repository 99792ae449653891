"""Enrolling: a place is held, paid and activated, or let go. The database decides between rivals."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import Role, User
from pathya.care import services as care
from pathya.clients.minors import needs_guardian
from pathya.kit import clock, registry
from pathya.kit.errors import Invalid, NotFound
from pathya.kit.locks import patiently
from pathya.kit.money import Money
from pathya.operations import audit
from pathya.programs import errors, rules
from pathya.programs.models import Cohort, Enrolment, Figures, Pass, Policy, Program
from pathya.programs.rules import FARTHEST, HOLD, Because, Event, Status
from pathya.programs.services import assigning, sessions, welcome
from pathya.programs.services import terms as versions

FIRST_DAYS = 7
"""Days of the first meal plan, which others make."""


@dataclass(frozen=True)
class Wish:
    client: User
    program_id: UUID
    start_on: date | None
    cohort_id: UUID | None
    with_pass: bool
    mails: bool
    terms: str


def enrol(
    *,
    client: User,
    program_id: UUID,
    start_on: date | None = None,
    cohort_id: UUID | None = None,
    with_pass: bool = False,
    mails: bool = True,
    terms: str = "",
) -> Enrolment:
    """Hold a place for `rules.HOLD`, or begin at once when nothing is to be paid.

    Starts on `start_on` (the client's today unless told), or with a cohort. Asking again while a place waits to be paid
    gives the same place for the same start, and another one for another. `terms` names the version that was
    agreed to (`terms.version_of`). Raises NotAClient, EmailNotVerified, GuardianNeeded, NotFound, Invalid,
    TermsChanged, AlreadyEnrolled, CohortFull, NoPass, Busy.
    """
    if client.role != Role.CLIENT:
        raise errors.NotAClient
    if not EmailAddress.objects.filter(user=client, verified=True).exists():
        raise errors.EmailNotVerified
    if needs_guardian(client):
        raise errors.GuardianNeeded
    wish = Wish(client, program_id, start_on, cohort_id, with_pass, mails, terms)
    return patiently(lambda: _enrolled(wish), busy=errors.Busy)


def confirm_paid(*, enrolment_id: UUID, paid: Money) -> Enrolment:
    """It is paid: the enrolment becomes active. Safe to repeat; in the caller's transaction.

    After the hold ended it comes back while its seat is free and the client has no other place in the program. Raises
    NotFound, CohortFull, AlreadyEnrolled, NotInThisState.
    """
    row = _locked(enrolment_id)
    if row.is_running:
        return row
    ran_out = row.status == Status.CANCELLED and (row.settlement or {}).get("because") == Because.HOLD_EXPIRED
    if row.status != Status.AWAITING_PAYMENT and not ran_out:
        raise errors.NotInThisState
    if ran_out:
        _take_seat(row.cohort_id)
    row.paid = min(paid.amount, row.price)
    try:
        with transaction.atomic():
            return activate(row)
    except IntegrityError:
        raise errors.AlreadyEnrolled from None


def activate(row: Enrolment) -> Enrolment:
    """It begins to count: credits, messages, the nutritionist's relation; a start that has passed becomes today."""
    if row.cohort_id is None and row.start_on < row.today:
        row.start_on = row.today
    row.ends_on = rules.ends_on(row.start_on, row.days, 0)
    row.status, row.held_until, row.closed_at, row.settlement = Status.ACTIVE, None, None, None
    row.activated_at = clock.now()
    row.nutritionist = assigning.nutritionist_for(row)
    row.save()
    sessions.grant(row)
    welcome.plan(row)
    if row.nutritionist:
        care.begin(client=row.client, nutritionist=row.nutritionist, reason="program")
    Figures.objects.filter(program=row.program_id).update(enrolled=F("enrolled") + 1)
    for begin in registry.contributed("programs.enrolled").values():
        begin(enrolment_id=row.pk, client=row.client, starts_on=row.start_on, days=min(row.days, FIRST_DAYS))
    audit.record(Event.ACTIVATED, actor=None, subject=row)
    return row


@transaction.atomic
def release_expired(only: Q | None = None) -> int:
    """Let go of places nobody paid in time; how many."""
    rows = Enrolment.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        only or Q(), status=Status.AWAITING_PAYMENT, held_until__lte=clock.now()
    )
    count = 0
    for row in rows:
        _let_go(row, Because.HOLD_EXPIRED)
        count += 1
    return count


def _enrolled(wish: Wish) -> Enrolment:
    program = Program.objects.filter(pk=wish.program_id, live=True).first()
    if program is None:
        raise NotFound
    policy = versions.in_force(program.pk)
    if wish.terms and wish.terms != versions.version_of(policy):
        raise errors.TermsChanged
    mine = Enrolment.objects.select_for_update(of=("self",)).select_related("client")
    there = mine.filter(client=wish.client, program=program, status__in=Status.OPEN).first()
    if there is not None and (again := _again(there, wish, program, policy)):
        return again
    row = _row(wish, program, policy)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise errors.AlreadyEnrolled from None
    audit.record(Event.ENROLLED, actor=wish.client, subject=row, detail={"price": str(row.price)})
    if wish.with_pass:
        _use_pass(row)
    return activate(row) if row.price == 0 or row.by_pass else row


def _again(there: Enrolment, wish: Wish, program: Program, policy: Policy | None) -> Enrolment | None:
    """What a second click gets; None when the place that waits was let go for another start."""
    if there.is_running:
        raise errors.AlreadyEnrolled
    same = there.cohort_id == wish.cohort_id and (wish.cohort_id or there.start_on == _start(wish))
    same = same and there.price == program.pays.amount and there.policy_id == (policy.pk if policy else None)
    alive = there.held_until and there.held_until > clock.now()
    if same and alive and not wish.with_pass:
        return there
    _let_go(there, Because.CHANGED if alive else Because.HOLD_EXPIRED)
    return None


def _row(wish: Wish, program: Program, policy: Policy | None) -> Enrolment:
    """What is agreed now, copied; a seat of the cohort is taken."""
    start = _cohort_start(wish, program, wish.cohort_id) if wish.cohort_id else _start(wish)
    plan = program.plan
    return Enrolment(
        client=wish.client,
        program=program,
        cohort_id=wish.cohort_id,
        start_on=start,
        days=program.days,
        ends_on=rules.ends_on(start, program.days, 0),
        plan=plan,
        step_count=len(rules.steps(plan)),
        sessions=[[str(one.kind_id), one.count] for one in program.sessions.all()],
        price=program.pays.amount,
        policy=policy,
        mails=wish.mails,
        held_until=clock.now() + HOLD,
    )


def _start(wish: Wish) -> date:
    today = clock.today(wish.client.time_zone)
    start = wish.start_on or today
    if not today <= start <= today + FARTHEST:
        raise Invalid(fields={"start_on": [_("Choose a day from today on, at most 90 days ahead.")]})
    return start


def _cohort_start(wish: Wish, program: Program, cohort_id: UUID) -> date:
    cohort = Cohort.objects.filter(pk=cohort_id, program=program).first()
    if cohort is None:
        raise NotFound
    if cohort.starts_on < clock.today(wish.client.time_zone):
        raise Invalid(fields={"cohort_id": [_("This group has begun already.")]})
    _take_seat(cohort.pk)
    return cohort.starts_on


def _take_seat(cohort_id: UUID | None) -> None:
    """One seat, under the row's lock; those of holds that ran out are free."""
    if cohort_id is None:
        return
    Cohort.objects.select_for_update().get(pk=cohort_id)
    for _try in range(2):
        if Cohort.objects.filter(pk=cohort_id, taken__lt=F("seats")).update(taken=F("taken") + 1):
            return
        if not release_expired(Q(cohort=cohort_id)):
            break
    raise errors.CohortFull


def free_seat(row: Enrolment) -> None:
    if row.cohort_id:
        Cohort.objects.filter(pk=row.cohort_id).update(taken=F("taken") - 1)


def _let_go(row: Enrolment, because: Because) -> None:
    row.status, row.held_until, row.closed_at = Status.CANCELLED, None, clock.now()
    row.settlement = {"because": because.value, "back": "0.00", "at": clock.now().isoformat(timespec="seconds")}
    row.save(update_fields=["status", "held_until", "closed_at", "settlement"])
    free_seat(row)
    audit.record(Event.RELEASED, actor=None, subject=row, detail={"because": because.value})


def _use_pass(row: Enrolment) -> None:
    usable = Pass.objects.select_for_update().filter(
        Q(expires_at=None) | Q(expires_at__gt=clock.now()), owner=row.client, program=row.program, used_for=None
    )
    found = usable.order_by(F("expires_at").asc(nulls_last=True), "given_at").first()
    if found is None:
        raise errors.NoPass
    found.used_for = row
    found.save(update_fields=["used_for"])
    row.by_pass = True


def _locked(enrolment_id: UUID) -> Enrolment:
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("client", "program")
    row = rows.filter(pk=enrolment_id).first()
    if row is None:
        raise NotFound
    return row
