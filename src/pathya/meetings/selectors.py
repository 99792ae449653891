"""Reads for a viewer."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from pathya.accounts.models import User
from pathya.consultations.models import Consultation
from pathya.kit import clock
from pathya.meetings.models import Recording, RecordingConsent, Reminder, ReminderChoice, Room
from pathya.meetings.rules import PURPOSES, RECORDING, Provider, State
from pathya.privacy import selectors as privacy


def choice(viewer: User) -> ReminderChoice:
    """What the viewer allows at this moment; mail only for who never chose. Not to be saved."""
    row = ReminderChoice.objects.filter(person=viewer).first() or ReminderChoice(person=viewer)
    held = privacy.given([viewer.pk], PURPOSES.values()).get(viewer.pk, frozenset())
    row.sms = row.sms and "sms" in held and viewer.phone_verified_at is not None
    row.whatsapp = row.whatsapp and "whatsapp" in held and viewer.phone_verified_at is not None
    return row


def upcoming(viewer: User) -> "QuerySet[Reminder]":
    """The viewer's own reminders that wait for their time, soonest first."""
    return (
        Reminder.objects.filter(person=viewer, state=State.WAITING, due_at__gt=clock.now())
        .select_related("consultation__nutritionist__user", "consultation__client", "consultation__kind")
        .order_by("due_at", "id")
    )


@dataclass(frozen=True)
class RecordingState:
    """Of one call, for one of its two people."""

    possible: bool
    agreed: bool
    both: bool
    recordings: list[Recording]


def recording_state(call: Consultation, viewer: User) -> RecordingState:
    """The caller has shown that the viewer may see the call."""
    agreed = _agreed(call)
    return RecordingState(
        possible=call.is_open and can_be_recorded(call),
        agreed=viewer.pk in agreed,
        both=_both(call) <= agreed,
        recordings=list(Recording.objects.filter(consultation=call).order_by("arrived_at")),
    )


def can_be_recorded(call: Consultation) -> bool:
    """Whether the call's room is one that records."""
    zoom = settings.ZOOM
    if not zoom or not zoom.recording or call.group_id:
        return False
    return Room.objects.filter(consultation=call, provider=Provider.ZOOM, closed_at=None).exists()


def both_agreed(call: Consultation) -> bool:
    """Both people want the call recorded, neither has taken it back, and both consent to recordings as such."""
    return call.group_id is None and _both(call) <= _agreed(call)


def _both(call: Consultation) -> set[UUID]:
    return {call.client_id, call.nutritionist.user_id}


def _agreed(call: Consultation) -> set[UUID]:
    rows = RecordingConsent.objects.filter(consultation=call, withdrawn_at=None)
    return set(privacy.given(set(rows.values_list("person_id", flat=True)), [RECORDING]))
