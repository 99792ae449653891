"""An elimination trial: a food is left out and comes back, and the days tell."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from pathya.accounts.models import User
from pathya.kit import clock
from pathya.kit.fields import EncryptedTextField
from pathya.kit.ids import new_id


class Trial(models.Model):
    """Phases follow one another from `started_on`: baseline, washout, elimination, reintroduction."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="trials")
    suspect = EncryptedTextField(owner="person_id")
    """What is left out, in the person's words."""
    outcome = models.CharField(max_length=16)
    """`energy`, `mood` or a kind of symptom."""
    started_on = models.DateField()
    baseline_days = models.PositiveSmallIntegerField(default=10)
    washout_days = models.PositiveSmallIntegerField(default=4)
    elimination_days = models.PositiveSmallIntegerField(default=14)
    reintroduction_days = models.PositiveSmallIntegerField(default=10)
    ended_on = models.DateField(null=True, blank=True)
    """When it was broken off."""
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-started_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_on=None), name="trial_one_open"),
            models.CheckConstraint(
                condition=Q(
                    baseline_days__range=(5, 60), washout_days__range=(0, 30), elimination_days__range=(5, 60),
                    reintroduction_days__range=(3, 60),
                ),
                name="trial_days",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.id)


class TrialDay(models.Model):
    """Whether the day went as its phase asks; a day without a word is not counted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    kept = models.BooleanField()

    class Meta:
        ordering: ClassVar = ["day"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["trial", "day"], name="trial_day_once")]

    def __str__(self) -> str:
        return str(self.day)
