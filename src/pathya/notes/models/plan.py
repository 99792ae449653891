"""Diet and supplement plans."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from pathya.accounts.models import User
from pathya.consultations.models import Consultation
from pathya.kit import clock
from pathya.kit.fields import EncryptedJSONField
from pathya.kit.ids import new_id
from pathya.notes.rules import State


class PlanSeries(models.Model):
    """The last number given in a year."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Plan(models.Model):
    """A draft, or a document that was issued and never changes again (migration 0002).

    `content`: `items` (kind, name, dose, timing, food, days, remark), `advice`, `tests`. At issue the names and
    registration numbers are kept as they were; `code` is the part of the digest that the QR code carries.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="plans")
    client = models.ForeignKey(User, on_delete=models.PROTECT, related_name="plans")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="plans_written")
    content = EncryptedJSONField(owner="client_id")
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    has_medicines = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    saved_at = models.DateTimeField(default=clock.now)
    number = models.CharField(max_length=24, blank=True)
    revision = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    issued_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    issuer_name = models.CharField(max_length=120, blank=True)
    issuer_name_hi = models.CharField(max_length=120, blank=True)
    registration_number = models.CharField(max_length=40, blank=True)
    medical_registration = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    salt = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering: ClassVar = ["-issued_at", "-created_at"]
        indexes: ClassVar = [models.Index(fields=["client", "-issued_at"], name="diet_plan_client")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="diet_plan_state"),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT, number="", issued_at=None, digest="")
                | Q(~Q(state=State.DRAFT), ~Q(number=""), ~Q(digest=""), issued_at__isnull=False),
                name="diet_plan_issued_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=State.REPLACED, replaced_at__isnull=False)
                | Q(~Q(state=State.REPLACED), replaced_at=None),
                name="diet_plan_replaced",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(has_medicines=False) | ~Q(medical_registration=""),
                name="diet_plan_medicines_by_doctors",
            ),
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="diet_plan_number_once"),
            models.UniqueConstraint(
                fields=["consultation"], condition=Q(state=State.DRAFT), name="diet_plan_one_draft"
            ),
            models.UniqueConstraint(
                fields=["consultation"], condition=Q(state=State.ISSUED), name="diet_plan_one_in_force"
            ),
        ]

    def __str__(self) -> str:
        return self.number or "draft"

    @property
    def code(self) -> str:
        """32 hexadecimal characters that only the document and its owner know."""
        return self.digest[:32]

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT
