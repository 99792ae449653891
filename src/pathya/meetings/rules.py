"""When who is reminded of a call, over which channel."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pathya.consultations.rules import Status
from pathya.outbox.rules import Channel


class State(TextChoices):
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    DROPPED = "dropped", _("Dropped")


class Event(StrEnum):
    """What the audit trail is told."""

    CHOSEN = "meetings.reminders.chosen"
    JOINED = "meetings.call.joined"
    CONSENTED = "meetings.recording.consented"
    WITHDRAWN = "meetings.recording.withdrawn"
    RECORDED = "meetings.recording.linked"
    UNWANTED = "meetings.recording.refused"


OPENS = timedelta(minutes=15)
"""How long before the start one may enter."""


class Entry(StrEnum):
    """Whether a person may enter the room now."""

    EARLY = "early"
    OPEN = "open"
    OVER = "over"


def entry(status: Status, starts_at: datetime, ends_at: datetime, now: datetime) -> Entry:
    """From 15 minutes before the start until the end, any number of times."""
    if status not in {Status.SCHEDULED, Status.IN_PROGRESS} or now >= ends_at:
        return Entry.OVER
    return Entry.OPEN if now >= starts_at - OPENS or status == Status.IN_PROGRESS else Entry.EARLY


class Provider(TextChoices):
    ZOOM = "zoom", "Zoom"
    JITSI = "jitsi", "Jitsi"


PURPOSES = {Channel.SMS: "sms", Channel.WHATSAPP: "whatsapp"}
"""The consent of `privacy.purposes` without which nothing goes over the channel."""
RECORDING = "recordings"
"""The consent behind each word on a single call."""

LEADS: tuple[tuple[Channel, timedelta], ...] = (
    (Channel.MAIL, timedelta(hours=24)),
    (Channel.MAIL, timedelta(hours=1)),
    (Channel.SMS, timedelta(minutes=30)),
    (Channel.WHATSAPP, timedelta(minutes=15)),
)
"""How long before the start each goes out."""


@dataclass(frozen=True)
class Planned:
    """One reminder that is to be: between `due_at` and `good_until` it may leave."""

    channel: Channel
    lead_minutes: int
    due_at: datetime
    good_until: datetime


def planned(starts_at: datetime, channels: frozenset[Channel], now: datetime) -> Iterator[Planned]:
    """Those that still lie ahead. A late one is given up when the next over the same channel is due."""
    for channel, lead in LEADS:
        due = starts_at - lead
        if channel not in channels or due <= now:
            continue
        later = [starts_at - other for kind, other in LEADS if kind == channel and other < lead]
        yield Planned(channel, int(lead.total_seconds() // 60), due, min([*later, starts_at]))
