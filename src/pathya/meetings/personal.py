"""What this domain holds about a person, for the export and for erasure."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from pathya.accounts.models import User
from pathya.meetings.models import Recording, RecordingConsent, Reminder, ReminderChoice
from pathya.privacy.rules import Erased, Fate, Part


def gather(user: User) -> Iterator[Part]:
    chosen = ReminderChoice.objects.filter(person=user).values("mail", "sms", "whatsapp", "changed_at")
    yield Part("reminder_choices", _("How you want to be reminded"), [dict(row) for row in chosen])
    rows = Reminder.objects.filter(person=user).values("channel", "due_at", "state", "settled_at")
    yield Part("reminders", _("Reminders of calls"), [dict(row) for row in rows])
    words = RecordingConsent.objects.filter(person=user).values("consultation_id", "given_at", "withdrawn_at")
    yield Part("recording_consents", _("What you said about recording calls"), [dict(row) for row in words])
    held = Recording.objects.filter(Q(consultation__client=user) | Q(consultation__nutritionist__user=user))
    links = [{"consultation_id": row.consultation_id, "url": row.url, "arrived_at": row.arrived_at} for row in held]
    yield Part("recordings", _("Recordings of calls"), links)


def erase(user: User) -> list[Erased]:
    return [
        Erased("reminders", Fate.REMOVED, Reminder.objects.filter(person=user).delete()[0]),
        Erased("recordings", Fate.REMOVED, Recording.objects.filter(consultation__client=user).delete()[0]),
        Erased("recording_consents", Fate.REMOVED, RecordingConsent.objects.filter(person=user).delete()[0]),
        Erased("reminder_choices", Fate.REMOVED, ReminderChoice.objects.filter(person=user).delete()[0]),
    ]
