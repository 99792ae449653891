"""One outgoing message and its files."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pathya.kit import clock
from pathya.kit.ids import new_id
from pathya.outbox.rules import OPEN, Channel, Progress, State


class Message(models.Model):
    """Written in the transaction of the change it tells about; delivered by a job."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=200, unique=True)
    """What this message is about; a second message with the same key is the same message."""
    channel = models.CharField(max_length=16, choices=Channel.choices, default=Channel.MAIL)
    to = models.CharField(max_length=254, db_index=True)
    subject = models.CharField(max_length=255, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    language = models.CharField(max_length=5)
    template = models.CharField(max_length=100)
    variables = models.JSONField(default=list, blank=True)
    """What fills the approved text of a short message, in its order."""
    person = models.UUIDField(null=True, blank=True, db_index=True)
    """Whom it is for, where the address alone does not tell."""
    purpose = models.CharField(max_length=24, blank=True)
    """The consent without which it does not leave; empty for what belongs to what somebody does here."""
    not_after = models.DateTimeField(null=True, blank=True)
    """Past this instant it is dropped instead of sent."""
    state = models.CharField(max_length=16, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    uncertain = models.PositiveSmallIntegerField(default=0)
    """Attempts that broke off after the content was given away."""
    not_before = models.DateTimeField(default=clock.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=80, blank=True)
    """Step and code, never an address or a server's own words."""
    external_id = models.CharField(max_length=200, blank=True, default="")
    """What the service calls the message, when it tells later what became of it."""
    progress = models.PositiveSmallIntegerField(choices=Progress.choices, default=Progress.UNKNOWN)
    """As far as the service told; it never goes back."""
    created_at = models.DateTimeField(default=clock.now)
    emptied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="message_state_known"),
            models.CheckConstraint(condition=models.Q(progress__in=Progress.values), name="message_progress_known"),
            models.CheckConstraint(condition=models.Q(channel__in=Channel.values), name="message_channel_known"),
            models.CheckConstraint(
                condition=models.Q(state=State.SENT) ^ models.Q(sent_at__isnull=True), name="message_sent_has_time"
            ),
            models.CheckConstraint(
                condition=models.Q(purpose="") | models.Q(person__isnull=False), name="message_purpose_has_person"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.SENDING) | models.Q(claimed_at__isnull=False),
                name="message_sending_is_claimed",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["not_before"], condition=models.Q(state__in=OPEN), name="message_open"),
            models.Index(fields=["external_id"], condition=~models.Q(external_id=""), name="message_external"),
            models.Index(fields=["created_at"], condition=models.Q(emptied_at__isnull=True), name="message_full"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.id}"


class MessageAttachment(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=120)
    content = models.BinaryField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("attachment")
        ordering = ("message", "position")

    def __str__(self) -> str:
        return self.name
