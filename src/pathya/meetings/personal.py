"""What this domain holds about a person, for the export and for erasure."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pathya.accounts.models import User
from pathya.meetings.models import Reminder, ReminderChoice
from pathya.privacy.rules import Erased, Fate, Part


def gather(user: User) -> Iterator[Part]:
    chosen = ReminderChoice.objects.filter(person=user).values("mail", "sms", "whatsapp", "changed_at")
    yield Part("reminder_choices", _("How you want to be reminded"), [dict(row) for row in chosen])
    rows = Reminder.objects.filter(person=user).values("channel", "due_at", "state", "settled_at")
    yield Part("reminders", _("Reminders of calls"), [dict(row) for row in rows])


def erase(user: User) -> list[Erased]:
    return [
        Erased("reminders", Fate.REMOVED, Reminder.objects.filter(person=user).delete()[0]),
        Erased("reminder_choices", Fate.REMOVED, ReminderChoice.objects.filter(person=user).delete()[0]),
    ]
