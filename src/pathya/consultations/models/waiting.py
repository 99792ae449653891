"""Who would like a time that is not free, and what was offered to them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from pathya.accounts.models import User
from pathya.consultations.rules import Waiting
from pathya.kit import clock
from pathya.kit.ids import new_id
from pathya.nutritionists.models import ConsultationKind, Nutritionist


class Wait(models.Model):
    """A client's wish for a call that begins in [`earliest`, `latest`]; at most one offer stands at a time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(User, on_delete=models.PROTECT, related_name="waits")
    nutritionist = models.ForeignKey(Nutritionist, on_delete=models.PROTECT, related_name="waits")
    kind = models.ForeignKey(ConsultationKind, on_delete=models.PROTECT, related_name="+")
    earliest = models.DateTimeField()
    latest = models.DateTimeField()
    state = models.CharField(max_length=10, choices=Waiting.choices, default=Waiting.WAITING)
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    offered_start = models.DateTimeField(null=True, blank=True)
    offer_until = models.DateTimeField(null=True, blank=True)
    declined = models.JSONField(default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["asked_at"]
        indexes: ClassVar = [models.Index(fields=["nutritionist", "state", "asked_at"], name="wait_turn")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(latest__gte=F("earliest")), name="wait_forward"),
            models.UniqueConstraint(
                fields=["client", "nutritionist", "kind"],
                condition=Q(state__in=[Waiting.WAITING, Waiting.OFFERED]),
                name="wait_once",
            ),
            models.UniqueConstraint(
                fields=["nutritionist", "offered_start"], condition=Q(state=Waiting.OFFERED), name="wait_offer_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.earliest:%Y-%m-%d} {self.state}"
