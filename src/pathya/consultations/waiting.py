"""The waiting list: a freed time is offered to who has waited longest, then to the next.

An offer says "this is free for you to book until …"; it does not hold the time against others, who see it as free.
"""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import Role, User
from pathya.care import selectors as care
from pathya.consultations import emails, errors
from pathya.consultations.models import Consultation, Wait
from pathya.consultations.rules import OFFER, Event, Status, Waiting
from pathya.consultations.slots import free_slots
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.nutritionists.models import Offer
from pathya.operations import audit

LONGEST = timedelta(days=90)
LOOKED = timedelta(days=60)
"""As far as one reading of the slots goes."""


@transaction.atomic
def wait(
    *,
    client: User,
    nutritionist_id: UUID,
    kind_id: UUID,
    earliest: datetime,
    latest: datetime,
    actor: User | None = None,
) -> Wait:
    """Ask to be told when a time between two instants frees; a second wish for the same kind replaces the first.
    `actor`: who asks for the client; hears of offers as well.

    Raises NotAClient, NotFound, Invalid.
    """
    if client.role != Role.CLIENT:
        raise errors.NotAClient
    now = clock.now()
    if not (max(earliest, now) <= latest <= now + LONGEST):
        raise Invalid(fields={"latest": [_("Choose a stretch of time ahead, within 90 days.")]})
    if not Offer.objects.filter(
        nutritionist=nutritionist_id, kind=kind_id, is_active=True, nutritionist__is_listed=True
    ).exists():
        raise NotFound
    mine = {"client": client, "nutritionist_id": nutritionist_id, "kind_id": kind_id}
    Wait.objects.filter(**mine, state__in=Waiting.LIVE).update(state=Waiting.ENDED)
    made = Wait.objects.create(**mine, earliest=earliest, latest=latest, asked_by=actor or client)
    audit.record(Event.WAITS, actor=actor or client, subject=made)
    return made


def leave(*, viewer: User, wait_id: UUID) -> Wait:
    """Wait no more, for oneself or whom one acts for. Raises NotFound."""
    one = _theirs(viewer).filter(pk=wait_id, state__in=Waiting.LIVE).first()
    if one is None or not Wait.objects.filter(pk=wait_id, state__in=Waiting.LIVE).update(state=Waiting.ENDED):
        raise NotFound
    return one


def _theirs(viewer: User) -> "QuerySet[Wait]":
    """Wishes of the viewer and of those they act for."""
    return Wait.objects.filter(Q(client=viewer) | Q(client__in=care.wards(viewer)))


@transaction.atomic
def decline(*, viewer: User, wait_id: UUID) -> Wait:
    """Not that time: it goes to the next in turn, the wish stays. Raises NotFound."""
    one = _theirs(viewer).select_for_update().filter(pk=wait_id, state=Waiting.OFFERED).first()
    if one is None:
        raise NotFound
    one.declined = [*one.declined, one.offered_start.isoformat()] if one.offered_start else one.declined
    one.state, one.offered_start, one.offer_until = Waiting.WAITING, None, None
    one.save(update_fields=["state", "declined", "offered_start", "offer_until"])
    audit.record(Event.DECLINED, actor=viewer, subject=one)
    return one


@transaction.atomic
def end(*, viewer: User, wait_id: UUID) -> None:
    """The host takes somebody off the list. Raises NotFound."""
    one = at_host(viewer).filter(pk=wait_id).first()
    if one is None:
        raise NotFound
    Wait.objects.filter(pk=wait_id, state__in=Waiting.LIVE).update(state=Waiting.ENDED)
    audit.record(Event.LEFT, actor=viewer, subject=one)


def at_host(viewer: User) -> "QuerySet[Wait]":
    """Who waits for the viewer's times (an admin: for anybody's), longest first."""
    rows = Wait.objects.filter(state__in=Waiting.LIVE, latest__gt=clock.now())
    if viewer.role != Role.ADMIN:
        rows = rows.filter(nutritionist__user=viewer)
    return rows.select_related("client", "nutritionist__user", "kind", "asked_by").order_by("asked_at")


def of(client: User) -> list[Wait]:
    """What a client waits for."""
    rows = Wait.objects.filter(client=client, state__in=Waiting.LIVE, latest__gt=clock.now())
    return list(rows.select_related("nutritionist__user", "kind").order_by("asked_at"))


def offer_due(nutritionist_id: UUID | None = None) -> int:
    """End offers whose time is up or whose wish is fulfilled, then offer what is free, in turn; how many offers."""
    now = clock.now()
    Wait.objects.filter(state__in=Waiting.LIVE, latest__lte=now).update(state=Waiting.ENDED)
    for one in Wait.objects.filter(state=Waiting.OFFERED, offer_until__lte=now):
        declined = [*one.declined, one.offered_start.isoformat()] if one.offered_start else one.declined
        Wait.objects.filter(pk=one.pk, state=Waiting.OFFERED).update(state=Waiting.WAITING, declined=declined)
    rows = Wait.objects.filter(state=Waiting.WAITING).order_by("asked_at", "pk")
    if nutritionist_id:
        rows = rows.filter(nutritionist=nutritionist_id)
    return sum(_offer(wait_id) for wait_id in rows.values_list("pk", flat=True)[:200])


def _offer(wait_id: UUID) -> bool:
    """Offer the first free time of the stretch that nobody else is offered; whether there was one."""
    try:
        with transaction.atomic():
            one = (
                Wait.objects.select_for_update(skip_locked=True, of=("self",))
                .select_related("nutritionist__user", "client", "kind", "asked_by")
                .filter(pk=wait_id, state=Waiting.WAITING)
                .first()
            )
            start = _free_for(one) if one else None
            if one is None or start is None:
                return False
            one.state, one.offered_start = Waiting.OFFERED, start
            one.offer_until = min(clock.now() + OFFER, start)
            one.save(update_fields=["state", "offered_start", "offer_until"])
            audit.record(Event.OFFERED, actor=None, subject=one, detail={"start": start.isoformat()})
            emails.offer(one)
            return True
    except IntegrityError:
        return False


def _free_for(one: Wait) -> datetime | None:
    """Also ends the wish when the client has such a call by now."""
    booked = Consultation.objects.filter(
        client=one.client, nutritionist=one.nutritionist, kind=one.kind, status__in=Status.OPEN,
        created_at__gte=one.asked_at,
    )  # fmt: skip
    if booked.exists():
        Wait.objects.filter(pk=one.pk).update(state=Waiting.ENDED)
        return None
    first = max(one.earliest, clock.now())
    days = free_slots(
        nutritionist_id=one.nutritionist_id,
        kind_id=one.kind_id,
        first_day=first.date(),
        last_day=min(one.latest, first + LOOKED).date(),
        zone=ZoneInfo("UTC"),
        now=clock.now(),
        unlisted=True,
    )
    offered = set(
        Wait.objects.filter(nutritionist=one.nutritionist_id, state=Waiting.OFFERED).values_list(
            "offered_start", flat=True
        )
    )
    taken = {*offered, *(datetime.fromisoformat(told) for told in one.declined)}
    starts = (slot.start for _day, slots in days for slot in slots if slot.available)
    return next((start for start in starts if one.earliest <= start <= one.latest and start not in taken), None)
