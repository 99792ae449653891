"""What is known of a client: profile, medical history, measurements, what was found in a lab report."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from pathya.accounts.models import User
from pathya.clients.catalogue import KINDS
from pathya.clients.rules import ADULT, BLOOD_GROUPS, Activity, Diet, Gender, age
from pathya.kit import clock
from pathya.kit.fields import EncryptedJSONField, EncryptedTextField
from pathya.kit.ids import new_id


class Profile(models.Model):
    """Beside the account: what a nutritionist needs to reckon with. Weight is the newest metric of that kind."""

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="profile")
    born = models.DateField(null=True, blank=True)
    gender = models.CharField(max_length=8, choices=Gender.choices, blank=True)
    height_cm = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    blood_group = models.CharField(max_length=3, choices=BLOOD_GROUPS, blank=True)
    diet = models.CharField(max_length=16, choices=Diet.choices, blank=True)
    activity = models.CharField(max_length=12, choices=Activity.choices, blank=True)
    bio = models.TextField(max_length=600, blank=True)
    goals = EncryptedTextField(blank=True, owner="user_id")
    avatar = models.BinaryField(null=True, blank=True)
    """A WebP of 400 × 400."""
    onboarding = models.JSONField(default=list)
    """The steps that are done."""
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(height_cm=None) | Q(height_cm__range=(50, 300)), name="profile_height"),
        ]

    def __str__(self) -> str:
        return str(self.user_id)

    @property
    def banded(self) -> str | None:
        """Whose reference bands apply: the gender's; nobody's below 18, as the sources speak of adults."""
        is_minor = self.born and age(self.born, clock.today("Asia/Kolkata")) < ADULT
        return None if is_minor else self.gender


class MedicalHistory(models.Model):
    """One sealed document per client (`history.EMPTY` is its shape); `version` counts its changes."""

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="medical_history")
    data = EncryptedJSONField(owner="user_id")
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return str(self.user_id)


class HistoryDraft(models.Model):
    """What somebody has typed into a section's form and not saved: sealed as the history is, until it is saved.

    `content`: `typed`, the form's rows as they stand, and `base`, the saved section that the form was opened on.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(User, on_delete=models.CASCADE, related_name="history_drafts")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    section = models.CharField(max_length=24)
    content = EncryptedJSONField(owner="client_id")
    kept_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "by", "section"], name="history_draft_once"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Source(models.TextChoices):
    HAND = "hand"
    CSV = "csv"
    REPORT = "report"


class Metric(models.Model):
    """One measured value, as entered and in the kind's canonical unit."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(User, on_delete=models.CASCADE, related_name="metrics")
    kind = models.CharField(max_length=24)
    value = models.DecimalField(max_digits=12, decimal_places=4)
    entered = models.DecimalField(max_digits=12, decimal_places=4)
    unit = models.CharField(max_length=16)
    at = models.DateTimeField()
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.HAND)
    added_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["client", "kind", "-at"], name="metric_client_kind")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=sorted(KINDS)), name="metric_kind"),
            models.UniqueConstraint(fields=["client", "kind", "at"], name="metric_once_a_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class LabReport(models.Model):
    """Values found in a report, waiting for a person to confirm each; the file itself is not kept here.

    `rows`: [{kind, value, unit, page, text, state}] with state proposed, confirmed or dismissed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(User, on_delete=models.CASCADE, related_name="lab_reports")
    taken_on = models.DateField()
    rows = EncryptedJSONField(owner="client_id")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return str(self.id)
