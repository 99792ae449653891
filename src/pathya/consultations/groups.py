"""Group sessions: opened by a host, seats taken by clients, cancelled or ended as a whole (docs/adr/0010)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import Role, User
from pathya.consultations import booking, errors, holds, policies, rules, seats, services
from pathya.consultations.models import Consultation, GroupSession, GroupWait
from pathya.consultations.rules import Event, Status, Waiting
from pathya.kit import clock
from pathya.kit.errors import Forbidden, Invalid, NotFound
from pathya.kit.ids import new_id
from pathya.kit.locks import patiently
from pathya.nutritionists.models import Offer
from pathya.operations import audit

LONGEST = 240
"""Minutes of a group session."""


@dataclass(frozen=True)
class Plan:
    """What a host asks for. `minutes`: as long as the kind is offered, when left out."""

    nutritionist_id: UUID
    kind_id: UUID
    title: str
    about: str
    seats: int
    starts_at: datetime
    minutes: int | None = None
    fee: Decimal = Decimal(0)


def open_group(*, viewer: User, plan: Plan) -> GroupSession:
    """Open a group at any time ahead that is free of other calls, also outside the hours.

    By the nutritionist for themselves or by an admin. Raises Forbidden, NotFound, Invalid, SlotPast, SlotTooFar,
    SlotTaken, Busy.
    """
    offers = Offer.objects.filter(nutritionist=plan.nutritionist_id, kind=plan.kind_id, is_active=True)
    offer = offers.select_related("nutritionist__user").first()
    if viewer.role not in {Role.NUTRITIONIST, Role.ADMIN}:
        raise Forbidden
    if offer is None or (viewer.role == Role.NUTRITIONIST and offer.nutritionist.user_id != viewer.pk):
        raise NotFound
    _check(plan)
    booking.within_reach(plan.starts_at)
    return patiently(lambda: _opened(viewer, plan, offer), busy=errors.Busy)


@dataclass(frozen=True)
class SeatWish:
    """What a client, or `actor` for them, asks for."""

    client: User
    zone: str
    notes: str
    with_credit: bool
    actor: User | None


def take_seat(
    *,
    client: User,
    group_id: UUID,
    zone: str,
    notes: str = "",
    with_credit: bool = False,
    actor: User | None = None,
) -> Consultation:
    """Take a seat, or find the one that one has: a call like any other, with the group's fee, held until it is paid.
    `actor`: who acts for the client; is told as well.

    Raises NotAClient, EmailNotVerified, GuardianNeeded, NotFound, GroupOver, GroupFull, ClientBusy, NoCredit, Invalid,
    Busy.
    """
    booking.fit(client)
    if not clock.is_zone(zone):
        raise Invalid(fields={"timezone": [_("There is no such time zone.")]})
    acting = None if actor is None or actor.pk == client.pk else actor
    wish = SeatWish(client, zone, notes.strip(), with_credit, acting)
    return patiently(lambda: _seated(group_id, wish), busy=errors.Busy)


def cancel(*, viewer: User, group_id: UUID, reason: str) -> GroupSession:
    """The group does not take place: every seat is given back in full, in one transaction. Raises NotFound, Invalid,
    GroupOver, Busy."""
    if not reason.strip():
        raise Invalid(fields={"reason": [_("Say why; the client reads it.")]})

    def work() -> GroupSession:
        session, time = hosted(viewer, group_id)
        if time.status == Status.CANCELLED:
            return session
        if time.status != Status.SCHEDULED or time.starts_at <= clock.now():
            raise errors.GroupOver
        for call in [*open_seats(session), time]:
            services.cancel_locked(call, viewer, reason.strip())
        GroupWait.objects.filter(group=session, state__in=Waiting.LIVE).update(state=Waiting.ENDED)
        audit.record(Event.GROUP_CANCELLED, actor=viewer, subject=session)
        return session

    return patiently(work, busy=errors.Busy)


def end(*, viewer: User, group_id: UUID, summary: str, absent: Collection[UUID] = ()) -> GroupSession:
    """After it began: seats are completed with the same notes, those of `absent` (calls) are no-shows.

    By its nutritionist. Raises NotFound, Invalid, NotYet, Busy.
    """

    def work() -> GroupSession:
        session, time = hosted(viewer, group_id)
        if time.nutritionist.user_id != viewer.pk:
            raise NotFound
        if time.status not in {Status.SCHEDULED, Status.IN_PROGRESS} or time.starts_at > clock.now():
            raise errors.NotYet
        for call in open_seats(session):
            if call.pk in absent:
                services.mark_no_show(viewer=viewer, consultation_id=call.pk)
            elif call.status != Status.AWAITING_PAYMENT:
                services.complete(viewer=viewer, consultation_id=call.pk, summary=summary)
        time.status, time.completed_at = Status.COMPLETED, clock.now()
        time.save(update_fields=["status", "completed_at"])
        audit.record(Event.GROUP_ENDED, actor=viewer, subject=session)
        services.tell(time, "completed")
        return session

    return patiently(work, busy=errors.Busy)


def _check(plan: Plan) -> None:
    wrong = {
        "title": (not plan.title.strip(), _("Give it a name.")),
        "seats": (not 2 <= plan.seats <= rules.MOST_SEATS, _("From 2 to 200 seats.")),
        "minutes": (plan.minutes is not None and not 5 <= plan.minutes <= LONGEST, _("From 5 to 240 minutes.")),
        "fee": (not 0 <= plan.fee < Decimal(1_000_000), _("Not below nothing.")),
    }
    if fields := {name: [text] for name, (is_wrong, text) in wrong.items() if is_wrong}:
        raise Invalid(fields=fields)


def _opened(viewer: User, plan: Plan, offer: Offer) -> GroupSession:
    nutritionist = offer.nutritionist
    holds.release_expired(Q(nutritionist=nutritionist))
    session = GroupSession.objects.create(
        nutritionist=nutritionist,
        kind_id=plan.kind_id,
        title=plan.title.strip(),
        about=plan.about.strip(),
        seats=plan.seats,
        fee_amount=plan.fee,
        opened_by=viewer,
    )
    ends_at = plan.starts_at + timedelta(minutes=plan.minutes or offer.duration_minutes)
    time = Consultation(
        nutritionist=nutritionist,
        client=nutritionist.user,
        kind_id=plan.kind_id,
        starts_at=plan.starts_at,
        ends_at=ends_at,
        busy_until=ends_at + timedelta(minutes=nutritionist.buffer_minutes),
        buffer_minutes=nutritionist.buffer_minutes,
        time_zone=nutritionist.time_zone,
        language=nutritionist.user.language,
        group=session,
    )
    try:
        with transaction.atomic():
            time.save(force_insert=True)
    except IntegrityError as error:
        if not services.overlaps(error):
            raise
        wish = booking.Wish(viewer, nutritionist.pk, plan.kind_id, plan.starts_at, "", nutritionist.time_zone)
        raise booking.taken(wish) from None
    audit.record(Event.GROUP_OPENED, actor=viewer, subject=session, detail={"seats": plan.seats})
    services.tell(time, "booked")
    return session


def _seated(group_id: UUID, wish: SeatWish) -> Consultation:
    client = wish.client
    session, time = _locked(group_id)
    mine = Consultation.objects.filter(group=session, client=client, status__in=Status.OPEN)
    if kept := mine.select_related("nutritionist__user", "client", "kind", "policy", "group").first():
        return kept
    if time.status != Status.SCHEDULED or time.starts_at <= clock.now():
        raise errors.GroupOver
    holds.release_expired(Q(group=session) | Q(client=client))
    call = _seat(session, time, wish, seats.free_seat(session.pk, client))
    audit.record(Event.BOOKED, actor=wish.actor or client, subject=call, detail={"seat": call.seat})
    GroupWait.objects.filter(group=session, client=client, state__in=Waiting.LIVE).update(state=Waiting.ENDED)
    if call.status == Status.SCHEDULED:
        services.tell(call, "booked")
    elif wish.with_credit:
        services.schedule_by_credit(call, client)
    return call


def _seat(session: GroupSession, time: Consultation, wish: SeatWish, seat: int) -> Consultation:
    """The row of a seat. Raises ClientBusy."""
    free = not session.fee
    call = Consultation(
        id=new_id(),
        nutritionist=time.nutritionist,
        client=wish.client,
        kind=time.kind,
        starts_at=time.starts_at,
        ends_at=time.ends_at,
        busy_until=time.busy_until,
        buffer_minutes=time.buffer_minutes,
        status=Status.SCHEDULED if free else Status.AWAITING_PAYMENT,
        held_until=None if free else clock.now() + rules.HOLD,
        policy=policies.row_in_force(time.kind_id),
        notes=wish.notes,
        fee_amount=session.fee_amount,
        fee_currency=session.fee_currency,
        time_zone=wish.zone,
        language=wish.client.language,
        booked_by=wish.actor,
        group=session,
        seat=seat,
    )
    try:
        with transaction.atomic():
            call.save(force_insert=True)
    except IntegrityError as error:
        if services.overlaps(error):
            raise errors.ClientBusy from None
        raise
    return call


def _locked(group_id: UUID) -> tuple[GroupSession, Consultation]:
    """The group, locked, and the row that holds its time. Raises NotFound."""
    session = GroupSession.objects.select_for_update().filter(pk=group_id).first()
    if session is None:
        raise NotFound
    rows = Consultation.every.select_related("nutritionist__user", "client", "kind", "policy", "group")
    return session, rows.get(group=session, seat=None)


def hosted(viewer: User, group_id: UUID) -> tuple[GroupSession, Consultation]:
    """As `_locked`, for who may act on it: its nutritionist and admins."""
    session, time = _locked(group_id)
    if viewer.role != Role.ADMIN and time.nutritionist.user_id != viewer.pk:
        raise NotFound
    return session, time


def open_seats(session: GroupSession) -> list[Consultation]:
    """Seats that are taken or held, locked."""
    rows = Consultation.objects.select_for_update(of=("self",)).filter(group=session, status__in=Status.OPEN)
    return list(rows.select_related("nutritionist__user", "client", "kind", "policy", "group").order_by("seat"))
