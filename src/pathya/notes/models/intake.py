"""What is asked before a call, and what was answered."""

from typing import ClassVar

from django.db import models

from pathya.accounts.models import User
from pathya.consultations.models import Consultation
from pathya.kit import clock
from pathya.kit.fields import EncryptedJSONField
from pathya.kit.ids import new_id
from pathya.nutritionists.models import ConsultationKind


class IntakeForm(models.Model):
    """The questions of a kind. A row is never changed: the newest of a kind is asked, answers keep theirs.

    `questions`: `id`, `kind` (`rules.Ask`), `text_en`, `text_hi`, `required`, `options` (`value`, `en`, `hi`).
    `is_required`: no client enters the room before the required ones are answered.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.ForeignKey(ConsultationKind, on_delete=models.PROTECT, related_name="intake_forms")
    version = models.PositiveIntegerField()
    questions = models.JSONField(default=list)
    is_required = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["kind", "-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "version"], name="intake_form_version")]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.version}"


class IntakeAnswers(models.Model):
    """A client's answers for one call: question id → text; kept as they go, `handed_in_at` when whole."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consultation = models.OneToOneField(Consultation, on_delete=models.PROTECT, related_name="intake")
    client = models.ForeignKey(User, on_delete=models.PROTECT, related_name="intakes")
    form = models.ForeignKey(IntakeForm, on_delete=models.PROTECT, related_name="+")
    answers = EncryptedJSONField(owner="client_id")
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=clock.now)
    handed_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-saved_at"]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.version}"
