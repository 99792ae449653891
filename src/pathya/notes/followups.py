"""Proposing the next call: a free time near the day the nutritionist wants, accepted by booking it, recalled once."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.care import selectors as care
from pathya.consultations import errors as booking_errors
from pathya.consultations import services as calls
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.consultations.slots import nearest_free
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.notes import emails, errors, rules, selectors
from pathya.notes.models import FollowUp
from pathya.notes.rules import OPEN, Event, Proposal
from pathya.nutritionists.models import ConsultationKind, Offer
from pathya.operations import audit

FOLLOW_UP = "follow-up"
"""The kind that is proposed when the terms name none."""
BATCH = 200
GRACE = timedelta(days=7)
"""So long after the wanted day a time is looked for."""
GONE = (booking_errors.SlotTaken, booking_errors.SlotNotOffered, booking_errors.ClientBusy)


def kinds(call: Consultation) -> list[ConsultationKind]:
    """What the nutritionist offers as a next call, the most fitting first."""
    wanted = (call.terms.follow_up_kind, FOLLOW_UP)
    offers = Offer.objects.filter(nutritionist=call.nutritionist_id, is_active=True).select_related("kind")
    found = [offer.kind for offer in offers.order_by("kind__position", "kind__slug")]
    return sorted(found, key=lambda kind: (kind.pk != wanted[0], kind.slug != wanted[1], kind.pk != call.kind_id))


@transaction.atomic
def propose(*, viewer: User, consultation_id: UUID, wanted_on: date, kind_id: UUID | None = None) -> FollowUp:
    """Ask the client for a next call about that day; an open proposal of the two is replaced.

    Without a free time near the day it waits for one. Raises NotFound, Invalid.
    """
    call = selectors.own_call(viewer, consultation_id)
    today = clock.today(call.nutritionist.time_zone)
    if not today < wanted_on <= today + timedelta(days=rules.FARTHEST_DAYS):
        raise Invalid(fields={"follow_up_on": [_("Choose a day from tomorrow on, at most 180 days ahead.")]})
    offered = kinds(call)
    kind = next((one for one in offered if kind_id in {None, one.pk}), None)
    if kind is None:
        raise Invalid(fields={"follow_up_kind": [_("Choose one of the kinds you offer.")]})
    _open_ones(call.client_id, call.nutritionist_id).update(state=Proposal.LAPSED, answered_at=clock.now())
    made = FollowUp.objects.create(
        consultation=call, client=call.client, nutritionist=call.nutritionist, kind=kind, wanted_on=wanted_on
    )
    _offer(made)
    audit.record(Event.PROPOSED, actor=viewer, subject=made, detail={"on": wanted_on.isoformat(), "state": made.state})
    return made


def accept(*, viewer: User, follow_up_id: UUID, with_credit: bool = False) -> Consultation:
    """Book the proposed time. Raises NotFound, NotOpen, and what booking raises; a time that is gone is replaced by
    another proposal."""
    try:
        return _accepted(viewer, follow_up_id, with_credit=with_credit)
    except GONE:
        with transaction.atomic():
            _again(_mine(viewer, follow_up_id))
        raise


@transaction.atomic
def decline(*, viewer: User, follow_up_id: UUID) -> FollowUp:
    """Their nutritionist is told. Declined already: returned as it is. Raises NotFound, NotOpen."""
    row = _mine(viewer, follow_up_id)
    if row.state == Proposal.DECLINED:
        return row
    if row.state not in OPEN:
        raise errors.NotOpen
    _answer(row, Proposal.DECLINED, viewer)
    emails.declined(row)
    return row


def proposals(viewer: User) -> "QuerySet[FollowUp]":
    """Open ones with a time, of the client and of those they act for, soonest first."""
    return _told().filter(_theirs(viewer), state=Proposal.PROPOSED, starts_at__gt=clock.now()).order_by("starts_at")


def listed(viewer: User) -> "QuerySet[FollowUp]":
    """Those of a client, or those a nutritionist made; newest first."""
    return _told().filter(Q(client=viewer) | Q(nutritionist__user=viewer)).order_by("-made_at", "-id")


def one(viewer: User, follow_up_id: UUID) -> FollowUp:
    """A proposal to the viewer or to somebody they act for. Raises NotFound."""
    row = _told().filter(_theirs(viewer), pk=follow_up_id).first()
    if row is None:
        raise NotFound
    return row


def latest(call: Consultation) -> FollowUp | None:
    """The newest proposal after a call."""
    return _told().filter(consultation=call).order_by("-made_at").first()


def follow(*, consultation_id: UUID, event: str) -> None:
    """Whoever books the kind that was proposed has answered, whatever time they chose (not by a seat of a group)."""
    call = Consultation.every.get(pk=consultation_id)
    if event != "booked" or call.group_id:
        return
    _open_ones(call.client_id, call.nutritionist_id).filter(kind=call.kind_id, made_at__lte=call.created_at).update(
        state=Proposal.ACCEPTED, booked=call, answered_at=clock.now()
    )


def work_off() -> int:
    """Find times for who waits, recall once, let go what is past; how many rows were settled."""
    now, today = clock.now(), clock.today("UTC")
    past = Q(state=Proposal.PROPOSED, starts_at__lte=now) | Q(state=Proposal.WAITING, wanted_on__lt=today - GRACE)
    lapsed = FollowUp.objects.filter(past).update(state=Proposal.LAPSED, answered_at=now)
    waiting = _each(Q(state=Proposal.WAITING), _offer)
    return lapsed + waiting + _each(Q(state=Proposal.PROPOSED, remind_at__lte=now), _recall)


def _each(due: Q, work: Callable[[FollowUp], None]) -> int:
    """One transaction a row, so that one that fails holds up no other; two workers share the rows."""
    done = 0
    for pk in list(FollowUp.objects.filter(due).order_by("wanted_on").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            row = _told().select_for_update(skip_locked=True, of=("self",)).filter(due, pk=pk).first()
            if row:
                work(row)
                done += 1
    return done


@transaction.atomic
def _accepted(viewer: User, follow_up_id: UUID, *, with_credit: bool) -> Consultation:
    row = _mine(viewer, follow_up_id)
    if row.state == Proposal.ACCEPTED and row.booked:
        return row.booked
    if row.state != Proposal.PROPOSED or row.starts_at is None:
        raise errors.NotOpen
    call = calls.book(
        client=row.client,
        actor=viewer,
        nutritionist_id=row.nutritionist_id,
        kind_id=row.kind_id,
        starts_at=row.starts_at,
        zone=row.client.time_zone,
        with_credit=with_credit,
    )
    row.booked = call
    _answer(row, Proposal.ACCEPTED, viewer)
    return call


def _answer(row: FollowUp, state: Proposal, viewer: User) -> None:
    row.state, row.answered_at, row.remind_at = state, clock.now(), None
    row.save(update_fields=["state", "answered_at", "remind_at", "booked"])
    audit.record(Event.ANSWERED, actor=viewer, subject=row, detail={"state": state.value})


def _again(row: FollowUp) -> None:
    """The time is gone: another one, or none for now."""
    if row.state == Proposal.PROPOSED:
        row.state, row.starts_at = Proposal.WAITING, None
        _offer(row)


def _recall(row: FollowUp) -> None:
    if row.starts_at not in _free(row, 40):
        _again(row)
        return
    row.remind_at = None
    row.save(update_fields=["remind_at"])
    emails.proposal(row, again=True)


def _offer(row: FollowUp) -> None:
    """The free time nearest to the wanted day, told by mail; without one the row waits."""
    wanted = _wanted(row)
    found = min(_free(row, 20), key=lambda start: abs(start - wanted), default=None)
    if found is None:
        row.save(update_fields=["state", "starts_at"])
        return
    now = clock.now()
    row.state, row.starts_at, row.proposed_at = Proposal.PROPOSED, found, now
    remind = min(now + rules.REMIND_AFTER, found - rules.REMIND_BEFORE)
    row.remind_at = remind if remind > now else None
    row.save(update_fields=["state", "starts_at", "proposed_at", "remind_at"])
    emails.proposal(row)


def _free(row: FollowUp, count: int) -> list[datetime]:
    """Free starts near the wanted day at which the client has no other call."""
    slots = nearest_free(
        nutritionist_id=row.nutritionist_id, kind_id=row.kind_id, wanted=_wanted(row), now=clock.now(), count=count
    )
    if not slots:
        return []
    busy = Consultation.objects.filter(
        client=row.client_id, status__in=Status.OPEN, starts_at__lt=slots[-1].end, ends_at__gt=slots[0].start
    )
    spans = list(busy.values_list("starts_at", "ends_at"))
    return [one.start for one in slots if not any(start < one.end and one.start < end for start, end in spans)]


def _wanted(row: FollowUp) -> datetime:
    """The wanted day at the hour of the call it follows, on the nutritionist's clock."""
    zone = ZoneInfo(row.nutritionist.time_zone)
    before = row.consultation.starts_at.astimezone(zone)
    return datetime.combine(row.wanted_on, time(before.hour, before.minute), zone)


def _mine(viewer: User, follow_up_id: UUID) -> FollowUp:
    row = _told().select_for_update(of=("self",)).filter(_theirs(viewer), pk=follow_up_id).first()
    if row is None:
        raise NotFound
    return row


def _theirs(viewer: User) -> Q:
    return Q(client=viewer) | Q(client__in=care.wards(viewer))


def _told() -> "QuerySet[FollowUp]":
    return FollowUp.objects.select_related("consultation", "client", "kind", "nutritionist__user", "booked")


def _open_ones(client_id: UUID, nutritionist_id: UUID) -> "QuerySet[FollowUp]":
    return FollowUp.objects.filter(client=client_id, nutritionist=nutritionist_id, state__in=OPEN)
