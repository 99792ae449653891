"""Documents of clients, what was asked of them, and uploads under way."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from pathya.accounts.models import User
from pathya.documents.rules import DESCRIPTION_LENGTH, IMAGES, MOST_BYTES, Kind, Media, Status
from pathya.kit import clock
from pathya.kit.fields import EncryptedJSONField, EncryptedTextField
from pathya.kit.ids import new_id


class DocumentRequest(models.Model):
    """A nutritionist asks a client for a document; done when one is added for it, or withdrawn."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(User, on_delete=models.PROTECT, related_name="document_requests")
    nutritionist = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    message = EncryptedTextField(blank=True, owner="client_id")
    created_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="document_request_kind"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(withdrawn_at__isnull=True), name="document_request_ended_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["client", "-created_at"], name="document_request_client")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None


class Document(models.Model):
    """A file of a client's. `file_key` opens its objects in the store.

    Waiting: only the quarantined original exists. Clean: the file that is handed out (a picture drawn anew), maybe
    a thumbnail. Infected or refused: no object at all. Deleted: marked for a while, then erased with its objects.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(User, on_delete=models.PROTECT, related_name="documents")
    added_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    request = models.ForeignKey(
        DocumentRequest, null=True, blank=True, on_delete=models.SET_NULL, related_name="documents"
    )
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.OTHER)
    title = EncryptedTextField(owner="client_id")
    description = EncryptedTextField(blank=True, owner="client_id", max_length=DESCRIPTION_LENGTH)
    name = EncryptedTextField(owner="client_id")
    media = models.CharField(max_length=80, choices=Media.choices)
    size = models.PositiveIntegerField()
    file_key = EncryptedTextField(owner="client_id")
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.WAITING)
    reason = models.CharField(max_length=120, blank=True)
    has_thumbnail = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=clock.now)
    scanner_note = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    examined_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="document_kind"),
            models.CheckConstraint(condition=Q(media__in=Media.values), name="document_media"),
            models.CheckConstraint(
                condition=Q(status=Status.WAITING, examined_at__isnull=True)
                | Q(status__in=[Status.CLEAN, Status.INFECTED, Status.REFUSED], examined_at__isnull=False),
                name="document_examined",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "-created_at"], name="document_client"),
            models.Index(fields=["next_try_at"], condition=Q(status=Status.WAITING), name="document_waiting"),
            models.Index(fields=["deleted_at"], condition=Q(deleted_at__isnull=False), name="document_deleted"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def quarantine(self) -> str:
        return f"quarantine/{self.pk}"

    @property
    def object(self) -> str:
        return f"documents/{self.pk}"

    @property
    def thumbnail(self) -> str:
        return f"thumbnails/{self.pk}"

    @property
    def objects_in_store(self) -> tuple[str, str, str]:
        """Every name under which something of this document may lie."""
        return self.quarantine, self.object, self.thumbnail

    @property
    def is_clean(self) -> bool:
        return self.status == Status.CLEAN

    @property
    def is_picture(self) -> bool:
        return self.media in IMAGES


class Upload(models.Model):
    """An upload in parts, which may stop and go on for a day. `parts` names its objects in order."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    about = EncryptedJSONField(owner="client_id")
    """`name`, `title`, `description`, `kind`, `request`, as given."""
    file_key = EncryptedTextField(owner="client_id")
    size = models.PositiveIntegerField()
    received = models.PositiveIntegerField(default=0)
    parts = models.JSONField(default=list)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(db_index=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(size__gt=0, size__lte=MOST_BYTES), name="upload_size"),
            models.CheckConstraint(condition=Q(received__lte=models.F("size")), name="upload_received"),
        ]

    def __str__(self) -> str:
        return f"{self.received}/{self.size} {self.pk}"

    def part(self, name: str) -> str:
        """The name of a part's object."""
        return f"uploads/{self.pk}/{name}"

    @property
    def request_id(self) -> UUID | None:
        asked = self.about.get("request")
        return UUID(asked) if asked else None
