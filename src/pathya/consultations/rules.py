"""The pure core: states of a consultation, who may move it where, and until when."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    AWAITING_PAYMENT = "awaiting_payment", _("Awaiting payment")
    SCHEDULED = "scheduled", _("Scheduled")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETED = "completed", _("Completed")
    CANCELLED = "cancelled", _("Cancelled")
    NO_SHOW = "no_show", _("No show")

    OPEN: ClassVar[frozenset["Status"]]
    """Holds its time: nobody else can have it."""
    CLOSED: ClassVar[frozenset["Status"]]
    CANCELLABLE: ClassVar[frozenset["Status"]]


Status.OPEN = frozenset({Status.AWAITING_PAYMENT, Status.SCHEDULED, Status.IN_PROGRESS})
Status.CLOSED = frozenset(Status) - Status.OPEN
Status.CANCELLABLE = frozenset({Status.AWAITING_PAYMENT, Status.SCHEDULED})


class Event(StrEnum):
    """What the audit trail is told."""

    BOOKED = "consultations.call.booked"
    CANCELLED = "consultations.call.cancelled"
    OPENED = "consultations.call.opened"


class Party(StrEnum):
    """Who acts on a consultation."""

    CLIENT = "client"
    NUTRITIONIST = "nutritionist"
    PRACTICE = "practice"


BOTH = frozenset({Party.CLIENT, Party.NUTRITIONIST})

TRANSITIONS: dict[tuple[Status, Status], frozenset[Party]] = {
    (Status.AWAITING_PAYMENT, Status.CANCELLED): BOTH,
    (Status.SCHEDULED, Status.CANCELLED): BOTH,
}
"""From, to → who may do it. A pair that is absent does not happen."""

FULL_REFUND_UNTIL = timedelta(hours=4)
"""A client who cancels a paid call earlier than this before its start gets the whole fee back."""


def may_move(current: Status, target: Status, party: Party) -> bool:
    """Whether `party` may take a consultation from `current` to `target`."""
    return party in TRANSITIONS.get((current, target), frozenset())


def may_cancel(status: Status, starts_at: datetime, party: Party, now: datetime) -> bool:
    """Until the start, by either of the two people."""
    return now < starts_at and may_move(status, Status.CANCELLED, party)


def refunds_in_full(starts_at: datetime, party: Party, now: datetime) -> bool:
    """Whether cancelling now gives the whole fee back (otherwise nothing): always when the nutritionist cancels."""
    return party is not Party.CLIENT or now <= starts_at - FULL_REFUND_UNTIL


NOTES_LENGTH = 2000
REASON_LENGTH = 500
