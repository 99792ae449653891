"""What a nutritionist writes about a call."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from pathya.accounts.models import User
from pathya.consultations.models import Consultation
from pathya.kit import clock
from pathya.kit.fields import EncryptedJSONField, EncryptedTextField
from pathya.kit.ids import new_id
from pathya.notes import rules


class Note(models.Model):
    """One per call. `content`: `rules.note_content`; `version` rises with each save.

    Once signed, the database lets nothing of it change but who else may read it (migration 0002).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consultation = models.OneToOneField(Consultation, on_delete=models.PROTECT, related_name="note")
    client = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notes_about")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notes_written")
    template = models.CharField(max_length=8, choices=rules.Template.choices, default=rules.Template.ADIME)
    content = EncryptedJSONField(owner="client_id")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)
    saved_at = models.DateTimeField(default=clock.now)
    signed_at = models.DateTimeField(null=True, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [models.Index(fields=["client", "-created_at"], name="note_client")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(template__in=rules.Template.values), name="note_template"),
            models.CheckConstraint(condition=Q(version__gte=1), name="note_version"),
            models.CheckConstraint(
                condition=Q(shared_at=None) | Q(signed_at__isnull=False), name="note_shared_when_signed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.version}"

    @property
    def is_signed(self) -> bool:
        return self.signed_at is not None

    @property
    def parts(self) -> list[tuple[str, rules.Text, str]]:
        """Name, title and text of each section that holds text."""
        texts = self.content["sections"]
        return [
            (name, rules.SECTIONS[name][0], texts[name]) for name in rules.shown(self.template, texts) if name in texts
        ]


class Addendum(models.Model):
    """What was added to a signed note; never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="addenda")
    client = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = EncryptedTextField(owner="client_id")
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["written_at", "id"]

    def __str__(self) -> str:
        return f"{self.written_at:%Y-%m-%d}"
