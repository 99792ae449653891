"""Bodies of the API about reminders."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pathya.kit.api import Body, Schema
from pathya.meetings.models import Reminder, ReminderChoice
from pathya.meetings.selectors import RecordingState


class ReminderBody(Schema):
    """One message that waits for its time; it goes to the caller."""

    id: UUID
    consultation_id: UUID
    channel: str
    due_at: datetime
    scheduled_at: datetime
    minutes_before: int


class Choice(Body):
    """Which channels may remind the caller of calls."""

    mail: bool
    sms: bool
    whatsapp: bool


class ChoiceBody(Schema):
    mail: bool
    sms: bool
    whatsapp: bool
    phone_needed: bool
    """Without a confirmed mobile number SMS and WhatsApp can't be switched on."""


def reminder_body(row: Reminder) -> dict[str, Any]:
    return {
        "id": row.pk,
        "consultation_id": row.consultation_id,
        "channel": row.channel,
        "due_at": row.due_at,
        "scheduled_at": row.consultation.starts_at,
        "minutes_before": row.lead_minutes,
    }


def choice_body(row: ReminderChoice) -> dict[str, Any]:
    return {
        "mail": row.mail,
        "sms": row.sms,
        "whatsapp": row.whatsapp,
        "phone_needed": not row.person.phone_verified_at,
    }


class RoomBody(Schema):
    url: str


class Agreement(Body):
    agrees: bool


class RecordedBody(Schema):
    id: UUID
    url: str
    password: str
    arrived_at: datetime


class RecordingBody(Schema):
    """`possible`: the call's room can record; `agreed`: the caller's word; `both`: it is recorded."""

    possible: bool
    agreed: bool
    both: bool
    recordings: list[RecordedBody]


def recording_body(state: RecordingState) -> dict[str, Any]:
    return {
        "possible": state.possible,
        "agreed": state.agreed,
        "both": state.both,
        "recordings": [
            {"id": row.pk, "url": row.url, "password": row.password, "arrived_at": row.arrived_at}
            for row in state.recordings
        ],
    }
