"""Reads for a viewer."""

from django.db.models import QuerySet

from pathya.accounts.models import User
from pathya.kit import clock
from pathya.meetings.models import Reminder, ReminderChoice
from pathya.meetings.rules import State


def choice(viewer: User) -> ReminderChoice:
    """What the viewer allows; mail only for who never chose."""
    return ReminderChoice.objects.filter(person=viewer).first() or ReminderChoice(person=viewer)


def upcoming(viewer: User) -> "QuerySet[Reminder]":
    """The viewer's own reminders that wait for their time, soonest first."""
    return (
        Reminder.objects.filter(person=viewer, state=State.WAITING, due_at__gt=clock.now())
        .select_related("consultation__nutritionist__user", "consultation__client", "consultation__kind")
        .order_by("due_at", "id")
    )
