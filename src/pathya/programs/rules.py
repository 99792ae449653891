"""The pure core: types and states, the days of a program, what cancelling gives back, when a message is due."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

ORDER_KIND = "program"
LONGEST_DAYS = 365
FARTHEST = timedelta(days=90)
"""How far ahead a start may be chosen."""
HOLD = timedelta(minutes=30)
"""How long a place stays with who pays for it."""
COMPLETED_FROM = 60
"""Per cent of the steps that must be done for a program that is over to count as completed."""
BUILT_IN = "built-in"
"""Names the version of terms that counts while the practice has set none."""
TERMS_STEPS = 4
MOST_PAUSES = 20
CREDITS_AFTER = timedelta(days=30)
"""How long after the end, pauses counted, an included consultation can still be booked."""
REVIEW_LENGTH = 1500
REASON_LENGTH = 500
STARS = (1, 2, 3, 4, 5)


class Type(TextChoices):
    GUT_HEALTH = "gut_health", _("Gut health")
    METABOLIC_RESET = "metabolic_reset", _("Metabolic reset")
    PCOS_RESTORE = "pcos_restore", _("PCOS restore")
    DIABETES_CARE = "diabetes_care", _("Diabetes care")
    DETOX_HORMONE = "detox_hormone", _("Detox & hormone")
    CUSTOM = "custom", _("Custom")


class Meal(TextChoices):
    WAKING = "waking", _("On waking")
    BREAKFAST = "breakfast", _("Breakfast")
    MID_MORNING = "mid_morning", _("Mid-morning")
    LUNCH = "lunch", _("Lunch")
    EVENING = "evening", _("Evening")
    DINNER = "dinner", _("Dinner")
    BEDTIME = "bedtime", _("Before bed")


class Kind(TextChoices):
    """Steps of a schedule."""

    MODULE = "module", _("Module")
    MILESTONE = "milestone", _("Milestone")


class Status(TextChoices):
    AWAITING_PAYMENT = "awaiting_payment", _("Awaiting payment")
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    COMPLETED = "completed", _("Completed")
    LAPSED = "lapsed", _("Over, not completed")
    CANCELLED = "cancelled", _("Cancelled")

    OPEN: ClassVar[frozenset["Status"]]
    """Holds the client's one place in the program, and a seat of its cohort."""
    RUNNING: ClassVar[frozenset["Status"]]


Status.RUNNING = frozenset({Status.ACTIVE, Status.PAUSED})
Status.OPEN = Status.RUNNING | {Status.AWAITING_PAYMENT}


class Because(StrEnum):
    """Why an enrolment was cancelled."""

    HOLD_EXPIRED = "hold_expired"
    CHANGED = "changed"
    CLIENT = "client"
    PRACTICE = "practice"
    REFUNDED = "refunded"
    ERASED = "erased"


class Message(TextChoices):
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    DROPPED = "dropped", _("Dropped")


class Review(TextChoices):
    WAITING = "waiting", _("Waiting")
    SHOWN = "shown", _("Shown")
    REFUSED = "refused", _("Refused")


class Event(StrEnum):
    """What the audit trail is told."""

    ENROLLED = "programs.enrolment.made"
    ACTIVATED = "programs.enrolment.activated"
    RELEASED = "programs.enrolment.released"
    PAUSED = "programs.enrolment.paused"
    RESUMED = "programs.enrolment.resumed"
    COMPLETED = "programs.enrolment.completed"
    LAPSED = "programs.enrolment.lapsed"
    CANCELLED = "programs.enrolment.cancelled"
    REFUNDED = "programs.enrolment.refunded"
    STEP = "programs.step.marked"
    MAILS = "programs.mails.chosen"
    PASSED = "programs.pass.given"
    COHORT = "programs.cohort.set"
    TERMS = "programs.terms.changed"
    REVIEWED = "programs.review.written"
    MODERATED = "programs.review.moderated"


WELCOME_DAYS = (0, 1, 3, 7)
"""Days after the start on which a message of the welcome series is due."""
WELCOME_HOUR = 8
STALE = timedelta(days=2)
"""A message that could not leave for so long is not sent any more."""


def due_at(start: date, offset: int, zone: str) -> datetime:
    """8 in the morning of that day, on the client's clock."""
    return datetime.combine(start + timedelta(days=offset), time(WELCOME_HOUR), ZoneInfo(zone)).astimezone(UTC)


def day_number(start: date, paused_days: int, paused_on: date | None, today: date) -> int:
    """The day of the program: 1 is the first; 0 and less lie before it. Stands still while paused."""
    until = min(today, paused_on) if paused_on else today
    return (until - start).days - paused_days + 1


def ends_on(start: date, days: int, paused_days: int) -> date:
    """The last day."""
    return start + timedelta(days=days + paused_days - 1)


@dataclass(frozen=True)
class Terms:
    """What a client agrees to at enrolment.

    `refunds`: (days after the start, per cent given back when cancelled no later than then), 0 is before it starts.
    Each included consultation that was used or is booked takes `session_percent` off.
    """

    refunds: tuple[tuple[int, int], ...] = ((0, 100), (7, 50))
    session_percent: int = 10
    pause_days: int = 30
    most_pauses: int = 2

    def share_back(self, day: int, sessions: int) -> int:
        """Per cent that cancelling on this day of the program gives back."""
        share = max((share for limit, share in self.refunds if day <= limit), default=0)
        return max(share - sessions * self.session_percent, 0)

    def pauses_left(self, pauses: int, paused_days: int) -> bool:
        return pauses < self.most_pauses and paused_days < self.pause_days


def days_left_share(day: int, days: int) -> int:
    """Per cent of the days that are still to come, rounded up: what the practice gives back when it cancels."""
    left = min(max(days - max(day - 1, 0), 0), days)
    return -(-100 * left // days)


def part(amount: Decimal, percent: int) -> Decimal:
    """That share of an amount, rounded half up to the paisa."""
    return (amount * percent / 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def percent(done: int, of: int) -> int:
    """Whole per cent, rounded down; 100 only when all is done."""
    return 100 * done // of if of else 0


Texts = dict[str, str]
"""A text as the practice keeps it: `{"en": …, "hi": …}`."""
Week = dict[str, Any]
"""`{"title": Texts, "steps": [{"number", "kind", "day", "title": Texts, "text": Texts}]}`; `day` counts from 1."""


def steps(plan: list[Week]) -> list[dict[str, Any]]:
    """Every step in the order of its day."""
    return [step for week in plan for step in week["steps"]]
