"""Journeys, the days of a person, symptoms, achievements."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from pathya.accounts.models import User
from pathya.journeys.rules import Achievement, SymptomKind
from pathya.kit import clock
from pathya.kit.fields import EncryptedTextField
from pathya.kit.ids import new_id

TEN = [MinValueValidator(1), MaxValueValidator(10)]


def _between(name: str, low: int, high: int) -> models.CheckConstraint:
    inside = Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": low, f"{name}__lte": high})
    return models.CheckConstraint(condition=inside, name=f"checkin_{name}")


class Journey(models.Model):
    """A stretch of days with an aim; one is current at a time. Days can be logged without any."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="journeys")
    title = models.CharField(max_length=120)
    aim = EncryptedTextField(blank=True, owner="person_id")
    program = models.UUIDField(null=True, blank=True)
    """The enrolment it belongs to; None for one of the person's own."""
    started_on = models.DateField()
    planned_days = models.PositiveSmallIntegerField(validators=[MinValueValidator(7), MaxValueValidator(730)])
    ended_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-started_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_on=None), name="journey_one_current"),
            models.CheckConstraint(condition=Q(planned_days__range=(7, 730)), name="journey_days"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="journey_forward"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CheckIn(models.Model):
    """A person's one day, in their own time zone. The table is partitioned by year (migration 0002).

    `stamps` says for each field when it was last written, as the person's device had it: a late write from a device
    that was offline never overwrites a newer one.
    """

    pk = models.CompositePrimaryKey("person_id", "day")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="check_ins")
    day = models.DateField()
    weight_kg = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    energy = models.PositiveSmallIntegerField(null=True, blank=True, validators=TEN)
    mood = models.PositiveSmallIntegerField(null=True, blank=True, validators=TEN)
    sleep_hours = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    exercise_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    water_ml = models.PositiveIntegerField(null=True, blank=True)
    notes = EncryptedTextField(blank=True, owner="person_id")
    stamps = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            _between("weight_kg", 20, 500),
            _between("energy", 1, 10),
            _between("mood", 1, 10),
            _between("sleep_hours", 0, 24),
            _between("exercise_minutes", 0, 1440),
            _between("water_ml", 0, 15000),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.day}"


class Symptom(models.Model):
    """What a person felt, when, how strongly (1–10). The id is made by the device, so a repeat is one row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="symptoms")
    day = models.DateField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=16, choices=SymptomKind.choices)
    severity = models.PositiveSmallIntegerField(validators=TEN)
    note = EncryptedTextField(blank=True, owner="person_id")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["at", "id"]
        indexes: ClassVar = [models.Index(fields=["person", "day"], name="symptom_person_day")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(severity__range=(1, 10)), name="symptom_severity"),
            models.CheckConstraint(condition=Q(kind__in=SymptomKind.values), name="symptom_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.severity}"


class Earned(models.Model):
    """An achievement; it stays when a streak ends."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="achievements")
    kind = models.CharField(max_length=16, choices=Achievement.choices)
    earned_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["earned_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind"], name="earned_once"),
        ]

    def __str__(self) -> str:
        return self.kind
