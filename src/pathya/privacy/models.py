"""Data keys, the ledger of consents, exports and deletions."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import override

from pathya.kit import clock
from pathya.kit.ids import new_id
from pathya.privacy.purposes import Purpose
from pathya.privacy.rules import Channel, ExportState


class DataKey(models.Model):
    """32 bytes that seal what is about one person, themselves sealed with the practice's key; gone when destroyed.

    Not bound to the account by a foreign key: that a key was destroyed is remembered longer than the account.
    """

    person = models.UUIDField(primary_key=True)
    sealed = models.TextField(blank=True)
    created_at = models.DateTimeField(default=clock.now)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True) ^ Q(sealed=""), name="data_key_sealed_until_destroyed"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Consent(models.Model):
    """One word given or taken back. Append only, held by a trigger; the newest row of a purpose is what holds.

    No foreign key: the proof of a consent outlives the account, as an id alone.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.UUIDField()
    purpose = models.CharField(max_length=24)
    given = models.BooleanField()
    notice_version = models.CharField(max_length=16)
    language = models.CharField(max_length=5)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["person", "purpose", "-at", "-id"], name="consent_newest")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="consent_channel_known"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.given}"


class NoticeText(models.Model):
    """The words of a notice as they were when somebody first said yes to them, in a language. Held by a trigger.

    So a consent can be read together with what was shown for it, however the program's own words change.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    purpose = models.CharField(max_length=24)
    version = models.CharField(max_length=16)
    language = models.CharField(max_length=5)
    title = models.CharField(max_length=120)
    why = models.TextField()
    data = models.JSONField()
    without = models.TextField()
    kept_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["purpose", "version", "language"], name="notice_text_once"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version} {self.language}"

    @classmethod
    def of(cls, purpose: Purpose, language: str) -> "NoticeText":
        """The present words, in a language."""
        with override(language):
            return cls(
                purpose=purpose.key,
                version=purpose.version,
                language=language,
                title=str(purpose.title),
                why=str(purpose.why),
                data=[str(item) for item in purpose.data],
                without=str(purpose.without),
            )


class Export(models.Model):
    """A copy of all that is held about somebody; the file lies sealed in DATA_DIR/exports until `expires_at`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exports")
    state = models.CharField(max_length=8, choices=ExportState.choices, default=ExportState.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)
    """Percent."""
    size = models.PositiveBigIntegerField(default=0)
    asked_at = models.DateTimeField(default=clock.now)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=ExportState.open_ones()), name="export_one_open"
            ),
            models.CheckConstraint(condition=Q(state__in=ExportState.values), name="export_state_known"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="export_percent"),
            models.CheckConstraint(
                condition=~Q(state=ExportState.READY) | Q(expires_at__isnull=False), name="export_ready_ends"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Deletion(models.Model):
    """Somebody asked to be erased; `report` tells what became of each class of records, without personal data."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.UUIDField(db_index=True)
    asked_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    report = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(cancelled_at=None, erased_at=None), name="deletion_one_open"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | Q(erased_at__isnull=True), name="deletion_one_end"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
