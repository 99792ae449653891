"""Relations between people: who treats whom, who acts for whom, who read what."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from pathya.accounts.models import User
from pathya.care.rules import Ended, Scope, Tie, What
from pathya.kit import clock
from pathya.kit.ids import new_id


class CareRelation(models.Model):
    """A nutritionist treats a client: sees the record while this is open. One open per pair."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(User, on_delete=models.CASCADE, related_name="care")
    nutritionist = models.ForeignKey(User, on_delete=models.CASCADE, related_name="treats")
    reason = models.CharField(max_length=24)
    began_at = models.DateTimeField(default=clock.now)
    last_contact_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=16, choices=Ended.choices, blank=True)

    class Meta:
        ordering: ClassVar = ["-began_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["nutritionist", "client"], condition=Q(ended_at=None), name="care_one_open"
            ),
            models.CheckConstraint(condition=~Q(client=F("nutritionist")), name="care_two_people"),
            models.CheckConstraint(condition=Q(ended_at=None) ^ ~Q(ended_why=""), name="care_ended_why"),
        ]
        indexes: ClassVar = [models.Index(fields=["client"], condition=Q(ended_at=None), name="care_open_client")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


class Delegate(models.Model):
    """Somebody may act for a client: invited by mail, bound to who accepts, revocable by both."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(User, on_delete=models.CASCADE, related_name="delegates")
    person = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="acts_for")
    email = models.EmailField()
    tie = models.CharField(max_length=16, choices=Tie.choices)
    scope = models.CharField(max_length=8, choices=Scope.choices, default=Scope.READ)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField(default=clock.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    """When a guardian agreed that a minor's record is kept, to which text, in which language."""
    consent_version = models.CharField(max_length=16, blank=True)
    consent_language = models.CharField(max_length=8, blank=True)

    class Meta:
        ordering: ClassVar = ["-invited_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "email"], condition=Q(revoked_at=None), name="delegate_one_open"),
            models.CheckConstraint(condition=Q(person=None) ^ Q(accepted_at__isnull=False), name="delegate_accepted"),
            models.CheckConstraint(condition=Q(person=None) | ~Q(person=F("client")), name="delegate_another"),
            models.CheckConstraint(
                condition=~Q(tie=Tie.GUARDIAN) | Q(accepted_at=None) | Q(consented_at__isnull=False),
                name="delegate_guardian_agreed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_live(self) -> bool:
        return self.accepted_at is not None and self.revoked_at is None


class RecordRead(models.Model):
    """Somebody else read a part of a client's record. The database lets nothing here be changed (migration 0002)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(User, on_delete=models.CASCADE, related_name="record_reads")
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=16, choices=What.choices)
    read_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-read_at"]
        indexes: ClassVar = [models.Index(fields=["client", "-read_at"], name="record_read_client")]

    def __str__(self) -> str:
        return f"{self.what} {self.read_at:%Y-%m-%d}"
