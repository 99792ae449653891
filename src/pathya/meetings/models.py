"""Reminders of calls and what each person wants of them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from pathya.accounts.models import User
from pathya.consultations.models import Consultation
from pathya.kit import clock
from pathya.kit.ids import new_id
from pathya.meetings.rules import State
from pathya.outbox.rules import Channel


class ReminderChoice(models.Model):
    """What a person allows. Without a row: mail only. A phone is asked only by who switched its channel on."""

    person = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="reminder_choice")
    mail = models.BooleanField(default=True)
    sms = models.BooleanField(default=False)
    whatsapp = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return str(self.person_id)


class Reminder(models.Model):
    """One reminder of one call to one person: waits until `due_at`, is sent once, or is dropped.

    Rows of a moved call are dropped and new ones made, so a row's times never change.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="reminders")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="reminders")
    channel = models.CharField(max_length=16, choices=Channel.choices)
    lead_minutes = models.PositiveIntegerField()
    due_at = models.DateTimeField()
    good_until = models.DateTimeField()
    state = models.CharField(max_length=16, choices=State.choices, default=State.WAITING)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due_at", "id"]
        indexes: ClassVar = [models.Index(fields=["due_at"], condition=Q(state="waiting"), name="reminder_waiting")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consultation", "person", "channel", "lead_minutes", "due_at"],
                condition=~Q(state="dropped"),
                name="reminder_once",
            ),
            models.CheckConstraint(condition=Q(good_until__gt=F("due_at")), name="reminder_forward"),
            models.CheckConstraint(condition=Q(state__in=sorted(State.values)), name="reminder_state"),
            models.CheckConstraint(
                condition=Q(state="waiting") ^ Q(settled_at__isnull=False), name="reminder_settled_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.due_at:%Y-%m-%d %H:%M} {self.state}"

    @property
    def key(self) -> str:
        """What the outbox knows its message by."""
        return f"reminder:{self.pk}"
