"""A host books for a client: outside the rules with a reason, never into a call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import Role, User
from pathya.care import selectors as care
from pathya.clients.minors import NEEDS_GUARDIAN
from pathya.consultations import booking, errors, holds, policies, rules, services, tasks
from pathya.consultations.models import Consultation
from pathya.consultations.moving import OFFERED
from pathya.consultations.rules import Event, Override, Party, Pays, Status
from pathya.consultations.slots import outside_hours
from pathya.credits import services as sessions
from pathya.kit import clock, sql
from pathya.kit.errors import Forbidden, Invalid, NotFound
from pathya.kit.locks import patiently
from pathya.nutritionists.models import Nutritionist, Offer
from pathya.operations import audit

READY = f"SELECT {booking.VERIFIED}, {NEEDS_GUARDIAN}"


@dataclass(frozen=True)
class HostWish:
    """What a host wants to book, for whom and how it is paid."""

    offer: Offer
    client: User
    starts_at: datetime
    pays: Pays
    reason: str

    @property
    def wish(self) -> booking.Wish:
        offer, client = self.offer, self.client
        return booking.Wish(
            client, offer.nutritionist_id, offer.kind_id, self.starts_at, "", client.time_zone,
            minutes=offer.duration_minutes,
        )  # fmt: skip


def book_for(
    *,
    viewer: User,
    client_id: UUID,
    kind_id: UUID,
    starts_at: datetime,
    nutritionist_id: UUID | None = None,
    reason: str = "",
    pays: Pays = Pays.ASK,
) -> Consultation:
    """A nutritionist books with one of their clients, an admin with anybody for anybody; both people are told.

    Set-aside rules need a reason and stand in the audit trail. A kind with a fee waits `rules.HOST_HOLD` for the client
    to pay, unless a session pays or no fee is asked. Raises Forbidden, NotFound, SlotPast, SlotTooFar,
    EmailNotVerified, GuardianNeeded, ReasonNeeded, NoCredit, SlotTaken, ClientBusy, Busy.
    """
    booking.within_reach(starts_at)
    offer = _offer(viewer, nutritionist_id, kind_id)
    client = clients_for(viewer).filter(pk=client_id).first()
    if client is None:
        raise NotFound
    asked = HostWish(offer, client, starts_at, Pays(pays), reason.strip())
    return patiently(lambda: _booked(viewer, asked), busy=errors.Busy)


def clients_for(viewer: User) -> "QuerySet[User]":
    """For whom a host may book: a nutritionist for whom they treat, an admin for every client."""
    if viewer.role == Role.ADMIN:
        return User.objects.filter(role=Role.CLIENT, is_active=True)
    return care.clients_of(viewer)


def offers_for(viewer: User) -> "QuerySet[Offer]":
    """What a host may book: a nutritionist their own kinds, an admin everybody's."""
    rows = Offer.objects.filter(is_active=True).select_related("nutritionist__user", "kind")
    rows = rows if viewer.role == Role.ADMIN else rows.filter(nutritionist__user=viewer)
    return rows.order_by("nutritionist__slug", "kind__position", "kind__slug")


def set_aside(offer: Offer, starts_at: datetime, minutes: int | None = None) -> list[Override]:
    """Which rules of booking speak against a time, whether it is taken or not; two or three statements."""
    who, now = offer.nutritionist, clock.now()
    zone = ZoneInfo(who.time_zone)
    length = timedelta(minutes=minutes or offer.duration_minutes)
    span = (int(starts_at.timestamp()), int((starts_at + length).timestamp()))
    last = clock.today(zone) + timedelta(days=who.horizon_days)
    stands = (
        (starts_at < now + timedelta(minutes=who.notice_minutes), Override.NOTICE),
        (starts_at.astimezone(zone).date() > last, Override.HORIZON),
        (bool(outside_hours(who.pk, [span])), Override.HOURS),
    )
    found = [rule for is_so, rule in stands if is_so]
    return found or (
        [] if _is_slot(who, offer.kind_id, starts_at, int(length.total_seconds() // 60)) else [Override.GRID]
    )


def _is_slot(who: Nutritionist, kind_id: UUID, starts_at: datetime, minutes: int) -> bool:
    asked = {
        "nutritionist": who.pk, "kind": kind_id, "starts_at": starts_at, "now": clock.now(), "minutes": minutes,
        "ahead": 0,
    }  # fmt: skip
    return bool(sql.rows(OFFERED, asked))


def _offer(viewer: User, nutritionist_id: UUID | None, kind_id: UUID) -> Offer:
    if viewer.role not in {Role.NUTRITIONIST, Role.ADMIN}:
        raise Forbidden
    rows = offers_for(viewer).filter(kind=kind_id)
    if viewer.role == Role.ADMIN and nutritionist_id is None:
        raise Invalid(fields={"nutritionistId": [_("Say with whom.")]})
    if nutritionist_id is not None:
        rows = rows.filter(nutritionist=nutritionist_id)
    found = rows.first()
    if found is None:
        raise NotFound
    return found


def _booked(viewer: User, asked: HostWish) -> Consultation:
    ((verified, minor),) = sql.rows(READY, {"client": asked.client.pk, "now": clock.now()})
    if not verified:
        raise errors.EmailNotVerified(_("The client has not confirmed their e-mail address yet."))
    if minor:
        raise errors.GuardianNeeded(_("The client is below 18: a parent or guardian has to agree first."))
    against = set_aside(asked.offer, asked.starts_at)
    if against and not asked.reason:
        raise errors.ReasonNeeded(against)
    holds.release_expired(Q(nutritionist=asked.offer.nutritionist_id) | Q(client=asked.client.pk))
    call = _inserted(viewer, asked)
    _paid(call, asked)
    audit.record(Event.BOOKED, actor=viewer, subject=call, detail=_detail(viewer, asked, against))
    tasks.tell.defer(
        consultation_id=str(call.pk),
        event="to_pay" if call.status == Status.AWAITING_PAYMENT else "booked",
        sequence=call.sequence,
    )
    return call


def _detail(viewer: User, asked: HostWish, against: Sequence[Override]) -> dict[str, object]:
    party = Party.PRACTICE if viewer.role == Role.ADMIN else Party.NUTRITIONIST
    return {"by": party.value, "override": [rule.value for rule in against], "pays": asked.pays.value}


def _inserted(viewer: User, asked: HostWish) -> Consultation:
    offer, client, now = asked.offer, asked.client, clock.now()
    ends_at = asked.starts_at + timedelta(minutes=offer.duration_minutes)
    waits = bool(offer.fee_amount) and asked.pays is Pays.ASK
    call = Consultation(
        nutritionist=offer.nutritionist,
        client=client,
        kind=offer.kind,
        starts_at=asked.starts_at,
        ends_at=ends_at,
        busy_until=ends_at + timedelta(minutes=offer.nutritionist.buffer_minutes),
        buffer_minutes=offer.nutritionist.buffer_minutes,
        status=Status.AWAITING_PAYMENT if waits else Status.SCHEDULED,
        held_until=min(now + rules.HOST_HOLD, asked.starts_at) if waits else None,
        policy=policies.row_in_force(offer.kind_id),
        fee_amount=0 if asked.pays is Pays.WAIVE else offer.fee_amount,
        fee_currency=offer.fee_currency,
        time_zone=client.time_zone,
        language=client.language,
        booked_by=viewer,
        booking_reason=asked.reason,
    )
    try:
        with transaction.atomic():
            call.save(force_insert=True)
    except IntegrityError as error:
        if not services.overlaps(error):
            raise
        booking.explain_overlap(asked.wish, by_client=False)
    return call


def _paid(call: Consultation, asked: HostWish) -> None:
    """A session of the client's package pays, where the host chose so."""
    if asked.pays is not Pays.CREDIT or not asked.offer.fee_amount:
        return
    if not sessions.reserve(owner=asked.client, kind_id=call.kind_id, reference=call.pk):
        raise errors.NoCredit(_("The client has no session left for this kind of call."))
    call.by_credit = True
    call.save(update_fields=["by_credit"])
