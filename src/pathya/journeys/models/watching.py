"""What a nutritionist says to a day, and what calls for their look."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from pathya.accounts.models import User
from pathya.journeys.rules import AlertKind
from pathya.kit import clock
from pathya.kit.fields import EncryptedJSONField, EncryptedTextField
from pathya.kit.ids import new_id


class Comment(models.Model):
    """A nutritionist's words to a day, or to one of its meals."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="day_comments")
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    day = models.DateField()
    meal = models.UUIDField(null=True, blank=True)
    text = EncryptedTextField(owner="person_id")
    created_at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(null=True, blank=True)
    """When the client first had it before them."""
    told_at = models.DateTimeField(null=True, blank=True)
    """When a mail told of it."""

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["person", "day"], name="comment_person_day"),
            models.Index(fields=["person"], name="comment_untold", condition=Q(told_at=None, seen_at=None)),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Alert(models.Model):
    """A change that calls for a look; at most one open for each person, kind and subject."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="alerts")
    kind = models.CharField(max_length=12, choices=AlertKind.choices)
    subject = models.CharField(max_length=24, blank=True)
    """The kind of metric or symptom."""
    detail = EncryptedJSONField(owner="person_id")
    """The numbers of the reason, and the threshold they passed."""
    opened_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    """When a nutritionist has settled it, or it is no longer so."""
    settled_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-opened_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "kind", "subject"], condition=Q(closed_at=None), name="alert_one_open"
            ),
            models.CheckConstraint(condition=Q(kind__in=AlertKind.values), name="alert_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}".strip()
