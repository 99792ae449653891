"""Waiting for a seat of a full group: a freed seat is kept for who has waited longest, for a while."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from pathya.accounts.models import User
from pathya.consultations import booking, emails_together, errors, holds, seats
from pathya.consultations.models import Consultation, GroupSession, GroupWait
from pathya.consultations.rules import OFFER, Event, Status, Waiting
from pathya.kit import clock
from pathya.kit.errors import NotFound
from pathya.operations import audit


@transaction.atomic
def wait(*, client: User, group_id: UUID, actor: User | None = None) -> GroupWait:
    """Ask for the next seat that frees; a second wish finds the first. `actor`: who asks for the client; hears of an
    offer as well.

    Raises NotAClient, EmailNotVerified, GuardianNeeded, NotFound, GroupOver, NotFull.
    """
    booking.fit(client)
    session = GroupSession.objects.select_for_update().filter(pk=group_id).first()
    if session is None:
        raise NotFound
    time = Consultation.every.get(group=session, seat=None)
    if time.status != Status.SCHEDULED or time.starts_at <= clock.now():
        raise errors.GroupOver
    live = GroupWait.objects.filter(group=session, client=client, state__in=Waiting.LIVE).first()
    if live:
        return live
    try:
        seats.free_seat(session.pk, client)
    except errors.GroupFull:
        made = GroupWait.objects.create(group=session, client=client, asked_by=actor or client)
        audit.record(Event.SEAT_WAITS, actor=actor or client, subject=made)
        return made
    raise errors.NotFull


def leave(*, client: User, group_id: UUID) -> None:
    """Wait no more, or let an offer go. Raises NotFound."""
    live = GroupWait.objects.filter(group=group_id, client=client, state__in=Waiting.LIVE)
    if not live.update(state=Waiting.ENDED):
        raise NotFound


def offer_due() -> int:
    """End what is over, then offer free seats in turn; how many offers."""
    waiting = GroupWait.objects.filter(state__in=Waiting.LIVE).values_list("group", flat=True)
    return sum(_offer(group_id) for group_id in sorted(set(waiting)))


@transaction.atomic
def _offer(group_id: UUID) -> int:
    session = GroupSession.objects.select_for_update(skip_locked=True).filter(pk=group_id).first()
    if session is None:
        return 0
    now = clock.now()
    time = Consultation.every.select_related("nutritionist__user", "kind", "group").get(group=session, seat=None)
    live = GroupWait.objects.filter(group=session, state__in=Waiting.LIVE)
    if time.status != Status.SCHEDULED or time.starts_at <= now:
        live.update(state=Waiting.ENDED)
        return 0
    live.filter(state=Waiting.OFFERED, offer_until__lte=now).update(state=Waiting.ENDED)
    holds.release_expired(Q(group=session))
    taken = Consultation.objects.filter(group=session, status__in=Status.OPEN).count()
    free = session.seats - taken - live.filter(state=Waiting.OFFERED).count()
    next_ones = live.filter(state=Waiting.WAITING).select_related("client", "asked_by").order_by("asked_at", "pk")
    offered = list(next_ones[: max(free, 0)])
    for one in offered:
        one.state, one.offer_until = Waiting.OFFERED, min(now + OFFER, time.starts_at)
        one.save(update_fields=["state", "offer_until"])
        audit.record(Event.SEAT_OFFERED, actor=None, subject=one)
        emails_together.seat_offered(one, time)
    return len(offered)
