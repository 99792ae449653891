"""Rooms: arranged ahead by a job, kept in step with their call, entered by the two people.

No call to the video service happens inside a transaction; each step can be repeated.
"""

import secrets
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from pathya.accounts.models import User
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Party, Status
from pathya.consultations.selectors import consultation, party_of
from pathya.consultations.services import join
from pathya.integrations.delivery import NotSent
from pathya.integrations.video import Arranged, MeetingService, RoomGone, Visitor, Wanted, jitsi, meeting_service
from pathya.kit import clock
from pathya.meetings import errors
from pathya.meetings.models import Room
from pathya.meetings.rules import OPENS, Entry, Event, Provider, entry
from pathya.meetings.selectors import both_agreed
from pathya.operations import audit

LINK_LIFE = timedelta(hours=1)
"""Past the end of the call: who is in may stay a little."""


def arrange(*, consultation_id: UUID) -> None:
    """Make or change the room so that it fits the call now; raises `NotSent` when it should be tried again.

    A group has one room, that of the nutritionist's own row; seats have none.
    """
    call = Consultation.every.select_related("nutritionist__user", "kind").get(pk=consultation_id)
    if call.seat is not None:
        return
    room = Room.objects.filter(consultation=call).first()
    if call.status not in {Status.SCHEDULED, Status.IN_PROGRESS}:
        if room:
            _close(room, call)
    elif room is None or room.closed_at:
        _open(call)
    else:
        _change(room, call)


def enter(*, viewer: User, consultation_id: UUID) -> str:
    """The viewer's own link into the room. Raises NotFound, TooEarly, CallOver."""
    call = consultation(viewer, consultation_id, with_groups=True)
    now = clock.now()
    state = entry(Status(call.status), call.starts_at, call.ends_at, now)
    if state is Entry.EARLY:
        raise errors.TooEarly
    if state is Entry.OVER:
        raise errors.CallOver
    held = call if call.seat is None else Consultation.every.get(group=call.group_id, seat=None)
    room = Room.objects.filter(consultation=held, closed_at=None).first() or _keep(held, None, "not arranged in time")
    party = party_of(call, viewer)
    join(viewer=viewer, consultation_id=consultation_id)
    link = _zoom_link(room, party) if room.provider == Provider.ZOOM else _jitsi_link(room, call, viewer, party)
    audit.record(Event.JOINED, actor=viewer, subject=call, detail={"by": party.value, "provider": room.provider})
    return link


def _wanted(call: Consultation) -> Wanted:
    return Wanted(
        topic="Pathya",
        starts_at=call.starts_at,
        minutes=call.duration_minutes,
        host=call.nutritionist.user.email,
        record=both_agreed(call),
    )


def _open(call: Consultation) -> Room:
    service, trouble = meeting_service(), ""
    arranged: Arranged | None = None
    wanted = _wanted(call)
    if service:
        try:
            arranged = service.create(wanted)
        except NotSent as failed:
            trouble = failed.reason
    try:
        return _keep(call, arranged, trouble, record=wanted.record)
    except IntegrityError:  # another worker was faster; its room stays
        if service and arranged:
            service.remove(arranged.external_id)
        return Room.objects.get(consultation=call)


def _keep(call: Consultation, arranged: Arranged | None, trouble: str, *, record: bool = False) -> Room:
    """A new room, in the place of one that was closed; IntegrityError when there is an open one."""
    room = Room(
        consultation=call,
        provider=Provider.ZOOM if arranged else Provider.JITSI,
        name=f"pathya-{secrets.token_hex(16)}",
        external_id=arranged.external_id if arranged else "",
        join_url=arranged.join_url if arranged else "",
        host_url=arranged.host_url if arranged else "",
        starts_at=call.starts_at,
        minutes=call.duration_minutes,
        is_recorded=bool(arranged) and record,
        trouble=trouble[:80],
    )
    with transaction.atomic():
        Room.objects.filter(consultation=call, closed_at__isnull=False).delete()
        room.save(force_insert=True)
    return room


def _change(room: Room, call: Consultation) -> None:
    wanted = _wanted(call)
    told = (room.starts_at, room.minutes, room.is_recorded)
    record = wanted.record and room.provider == Provider.ZOOM
    if told == (wanted.starts_at, wanted.minutes, record):
        return
    service = meeting_service()
    if room.provider == Provider.ZOOM and service:
        try:
            service.change(room.external_id, wanted)
        except RoomGone:
            Room.objects.filter(pk=room.pk).delete()
            _open(call)
            return
    Room.objects.filter(pk=room.pk).update(starts_at=wanted.starts_at, minutes=wanted.minutes, is_recorded=record)


def _close(room: Room, call: Consultation) -> None:
    """A cancelled call's meeting is removed; after a completed one it stays, its recordings hang on it."""
    service: MeetingService | None = meeting_service()
    if room.closed_at:
        return
    if room.provider == Provider.ZOOM and service and call.status == Status.CANCELLED:
        service.remove(room.external_id)
    Room.objects.filter(pk=room.pk).update(closed_at=clock.now())


def _zoom_link(room: Room, party: Party) -> str:
    """The host's link is asked for anew; when Zoom does not answer, the one kept, then the guests' link."""
    service = meeting_service()
    if party is Party.CLIENT or service is None:
        return str(room.join_url)
    try:
        return service.host_url(room.external_id)
    except (NotSent, RoomGone):
        return str(room.host_url or room.join_url)


def _jitsi_link(room: Room, call: Consultation, viewer: User, party: Party) -> str:
    visitor = Visitor(id=secrets.token_hex(8), name=viewer.get_short_name(), is_host=party is Party.NUTRITIONIST)
    opens, closes = call.starts_at - OPENS - timedelta(minutes=1), call.ends_at + LINK_LIFE
    return jitsi().link(room.name, visitor, opens=opens, closes=closes)
