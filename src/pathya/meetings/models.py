"""Reminders of calls, the rooms where they take place, consent to recording and what was recorded."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from pathya.accounts.models import User
from pathya.consultations.models import Consultation
from pathya.kit import clock
from pathya.kit.fields import EncryptedJSONField, EncryptedTextField
from pathya.kit.ids import new_id
from pathya.meetings.rules import Provider, State
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


class Room(models.Model):
    """Where one call takes place. `starts_at`, `minutes` and `is_recorded` are what the service was last told.

    Links are sealed: who holds the host's can open the meeting.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consultation = models.OneToOneField(Consultation, on_delete=models.CASCADE, related_name="room")
    provider = models.CharField(max_length=16, choices=Provider.choices)
    name = models.CharField(max_length=64, unique=True)
    """Random: nobody can guess it."""
    external_id = models.CharField(max_length=64, blank=True, db_index=True)
    join_url = EncryptedTextField(blank=True)
    host_url = EncryptedTextField(blank=True)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    is_recorded = models.BooleanField(default=False)
    trouble = models.CharField(max_length=80, blank=True)
    """Why Jitsi stands in for the service that was wanted."""
    created_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(provider__in=sorted(Provider.values)), name="room_provider"),
            models.CheckConstraint(condition=Q(provider="zoom") ^ Q(external_id=""), name="room_arranged"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.pk}"


class RecordingConsent(models.Model):
    """One person's word on recording one call; recorded only while both have given it and neither took it back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="recording_consents")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recording_consents")
    given_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consultation", "person"],
                condition=Q(withdrawn_at__isnull=True),
                name="recording_consent_one_live",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Recording(models.Model):
    """A recording in the video service's cloud, linked for the two people of the call."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="recordings")
    external_id = models.CharField(max_length=120, unique=True)
    url = EncryptedTextField()
    password = EncryptedTextField(blank=True)
    arrived_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return str(self.pk)


class VideoNotice(models.Model):
    """What the video service's webhook told, once each; emptied when it is done."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=60)
    content = EncryptedJSONField(null=True)
    arrived_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
