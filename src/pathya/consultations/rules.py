"""The pure core: states of a consultation, who may move it where, and until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

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
    HELD = "consultations.call.held"
    CONFIRMED = "consultations.call.confirmed"
    EXPIRED = "consultations.call.hold_expired"
    MOVED = "consultations.call.moved"
    EXTENDED = "consultations.call.extended"
    CANCELLED = "consultations.call.cancelled"
    JOINED = "consultations.call.joined"
    COMPLETED = "consultations.call.completed"
    NO_SHOW = "consultations.call.no_show"
    OPENED = "consultations.call.opened"
    WAITS = "consultations.wait.asked"
    OFFERED = "consultations.wait.offered"
    TERMS = "consultations.terms.changed"
    SERIES = "consultations.series.booked"
    SERIES_ENDED = "consultations.series.rest_cancelled"
    GROUP_OPENED = "consultations.group.opened"
    GROUP_MOVED = "consultations.group.moved"
    GROUP_CANCELLED = "consultations.group.cancelled"
    GROUP_ENDED = "consultations.group.ended"
    SEAT_WAITS = "consultations.group.waits"
    SEAT_OFFERED = "consultations.group.offered"
    REVIEWED = "consultations.review.written"
    MODERATED = "consultations.review.moderated"
    WAIVED = "consultations.call.fee_waived"
    DECLINED = "consultations.wait.declined"
    LEFT = "consultations.wait.ended"
    MOVE_ASKED = "consultations.move.asked"
    MOVE_ANSWERED = "consultations.move.answered"


class Party(StrEnum):
    """Who acts on a consultation."""

    CLIENT = "client"
    NUTRITIONIST = "nutritionist"
    PRACTICE = "practice"
    SYSTEM = "system"


BOTH = frozenset({Party.CLIENT, Party.NUTRITIONIST})
HOSTS = frozenset({Party.NUTRITIONIST, Party.PRACTICE})
PEOPLE = BOTH | HOSTS
JOIN_BEFORE = timedelta(minutes=15)
NO_SHOW_AFTER = timedelta(minutes=15)
HOLD = timedelta(minutes=15)
"""How long a time with a fee stays with who pays for it."""


class Verb(StrEnum):
    PAY = "pay"
    EXPIRE = "expire"
    MOVE = "move"
    CANCEL = "cancel"
    JOIN = "join"
    COMPLETE = "complete"
    MISS = "miss"


@dataclass(frozen=True)
class Edge:
    """An instant told from the call: so long after its start, or after its end."""

    after: timedelta = timedelta()
    of_end: bool = False

    def instant(self, starts_at: datetime, ends_at: datetime) -> datetime:
        return (ends_at if self.of_end else starts_at) + self.after


@dataclass(frozen=True)
class Transition:
    """One thing that may happen: from which states, to which, by whom, within [opens, closes), and what follows.

    `tells` is the event both people and other domains hear of; `settles`: what goes back of the fee (or whether a
    credit is used) is decided by the agreed terms; `frees`: the time goes to who waits for one.
    """

    sources: frozenset[Status]
    target: Status
    who: frozenset[Party]
    opens: Edge | None = None
    closes: Edge | None = None
    tells: str = ""
    settles: bool = False
    frees: bool = False


START, END = Edge(), Edge(of_end=True)

TRANSITIONS: dict[Verb, Transition] = {
    Verb.PAY: Transition(
        frozenset({Status.AWAITING_PAYMENT}), Status.SCHEDULED, frozenset({Party.SYSTEM}), tells="booked"
    ),
    Verb.EXPIRE: Transition(
        frozenset({Status.AWAITING_PAYMENT}), Status.CANCELLED, frozenset({Party.SYSTEM}), settles=True, frees=True
    ),
    Verb.MOVE: Transition(
        frozenset({Status.SCHEDULED}), Status.SCHEDULED, PEOPLE, closes=START, tells="moved", frees=True
    ),
    Verb.CANCEL: Transition(
        Status.CANCELLABLE, Status.CANCELLED, PEOPLE, closes=START, tells="cancelled", settles=True, frees=True
    ),
    Verb.JOIN: Transition(
        frozenset({Status.SCHEDULED, Status.IN_PROGRESS}), Status.IN_PROGRESS, BOTH, Edge(-JOIN_BEFORE), END
    ),
    Verb.COMPLETE: Transition(
        frozenset({Status.SCHEDULED, Status.IN_PROGRESS}),
        Status.COMPLETED,
        frozenset({Party.NUTRITIONIST}),
        opens=START,
        tells="completed",
    ),
    Verb.MISS: Transition(
        frozenset({Status.SCHEDULED, Status.IN_PROGRESS}),
        Status.NO_SHOW,
        frozenset({Party.NUTRITIONIST}),
        opens=Edge(NO_SHOW_AFTER),
        tells="no_show",
        settles=True,
    ),
}


def may(verb: Verb, status: Status, party: Party, starts_at: datetime, ends_at: datetime, now: datetime) -> bool:
    """Whether `party` may do it now to a call in this state; a client's terms may say more (`moves_left`)."""
    rule = TRANSITIONS[verb]
    return (
        status in rule.sources
        and party in rule.who
        and (rule.opens is None or rule.opens.instant(starts_at, ends_at) <= now)
        and (rule.closes is None or now < rule.closes.instant(starts_at, ends_at))
    )


@dataclass(frozen=True)
class Terms:
    """What a client agrees to at booking. `refunds`: (minutes before the start, per cent given back), most first."""

    refunds: tuple[tuple[int, int], ...] = ((240, 100),)
    move_minutes: int = 24 * 60
    most_moves: int = 3
    no_show_percent: int = 100
    """The share of the fee that is kept when the client does not come."""
    follow_up_kind: UUID | None = None
    follow_up_days: int = 0
    """A call of that kind within so many days of this one costs nothing, once; 0 for none."""

    def share_back(self, starts_at: datetime, party: Party, now: datetime) -> int:
        """Per cent of the fee that cancelling now gives back; all when it is not the client who cancels."""
        if party is not Party.CLIENT:
            return 100
        left = starts_at - now
        return max((share for minutes, share in self.refunds if left >= timedelta(minutes=minutes)), default=0)

    def may_move(self, starts_at: datetime, moves: int, party: Party, now: datetime) -> bool:
        """Whether notice and limit allow a client to move; hosts may always."""
        return party is not Party.CLIENT or (
            moves < self.most_moves and now <= starts_at - timedelta(minutes=self.move_minutes)
        )


@dataclass(frozen=True)
class Preparation:
    """Something the client is asked to do before a call; without what `is_required` they can't enter the room."""

    text: str
    action: str
    url: str
    is_required: bool


@dataclass(frozen=True)
class Ask:
    """Something a host is told beside the requests, and what they may do about it."""

    text: str
    about: str
    url: str
    action: str
    action_url: str


def shared(amount: Decimal, percent: int) -> Decimal:
    """That share of an amount, rounded half up to the paisa."""
    return (amount * percent / 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


class Review(TextChoices):
    """Where a review stands."""

    WAITING = "waiting", _("Waiting")
    SHOWN = "shown", _("Shown")
    REFUSED = "refused", _("Refused")


class Waiting(TextChoices):
    """Where a wish on the waiting list stands."""

    WAITING = "waiting", _("Waiting")
    OFFERED = "offered", _("Offered")
    ENDED = "ended", _("Ended")

    LIVE: ClassVar[frozenset["Waiting"]]


class Asked(TextChoices):
    """Where a client's wish to have a call moved stands."""

    OPEN = "open", _("Waiting for an answer")
    GRANTED = "granted", _("Granted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Pays(TextChoices):
    """How a call that a host books for a client is paid."""

    ASK = "ask", _("The client pays online")
    CREDIT = "credit", _("A session of the client's package")
    WAIVE = "waive", _("No fee this time")


class Override(TextChoices):
    """Which rule of booking a host set aside."""

    NOTICE = "notice", _("inside the notice")
    HORIZON = "horizon", _("beyond the horizon")
    HOURS = "hours", _("outside the open hours")
    GRID = "grid", _("beside the usual starts")


HOST_HOLD = timedelta(hours=24)
"""How long a time that a host booked waits for the client's payment."""

Waiting.LIVE = frozenset({Waiting.WAITING, Waiting.OFFERED})
OFFER = timedelta(hours=2)
"""How long a freed time is offered to one person before the next is asked."""

OFFER_HOURS = (2, 6, 24, 48)
"""For which a host may offer a time."""

MOST_SEATS = 200
"""Of a group."""
MOST_REPEATS = 12
"""Calls of one series."""
WEEKS = (1, 2)
"""Between the calls of a series."""

NOTES_LENGTH = 2000
REASON_LENGTH = 500
SUMMARY_LENGTH = 10_000
REVIEW_LENGTH = 1500
