"""Feeds of people's calls, the calendars they have connected, and the time taken there."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from pathya.accounts.models import User
from pathya.kit import clock
from pathya.kit.fields import EncryptedTextField
from pathya.kit.ids import new_id


class FeedToken(models.Model):
    """The secret address of a person's feed, kept as a digest: it is shown once, when it is made."""

    person = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="feed_token")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return str(self.person_id)


class Connection(models.Model):
    """A person's Google calendar. `read_at` is when its busy times were last read whole or brought up to date.

    While it can't be reached, what was read last stands: nothing is freed and nothing more is blocked.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="calendar_connection")
    refresh_token = EncryptedTextField(owner="person_id")
    access_token = EncryptedTextField(owner="person_id", blank=True)
    access_until = models.DateTimeField(null=True, blank=True)
    sync_token = models.TextField(blank=True)
    whole_at = models.DateTimeField(null=True, blank=True)
    """When everything was last read, not only changes."""
    read_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=80, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    """Google no longer lets us in; the person has to connect anew."""
    connected_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_live(self) -> bool:
        return self.withdrawn_at is None


class BusyTime(models.Model):
    """Time that an event elsewhere takes: when, never what."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="busy_times")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    event_id = models.CharField(max_length=1024)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "starts_at"], name="busy_time_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["connection", "event_id"], name="busy_time_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="busy_time_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"
