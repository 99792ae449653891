"""Calls that were booked together, to repeat every week or two."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from pathya.accounts.models import User
from pathya.kit import clock
from pathya.kit.ids import new_id
from pathya.nutritionists.models import ConsultationKind, Nutritionist


class Series(models.Model):
    """The tie between calls; when they are stands in the calls themselves (`Consultation.series`)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(User, on_delete=models.PROTECT, related_name="series")
    nutritionist = models.ForeignKey(Nutritionist, on_delete=models.PROTECT, related_name="series")
    kind = models.ForeignKey(ConsultationKind, on_delete=models.PROTECT, related_name="+")
    every_weeks = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(every_weeks__range=(1, 4)), name="series_weeks")]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d} every {self.every_weeks}"
