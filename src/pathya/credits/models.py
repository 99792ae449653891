"""Sessions paid for ahead: packages of them, and what each was used for."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from pathya.accounts.models import User
from pathya.credits.rules import State
from pathya.kit import clock
from pathya.kit.ids import new_id
from pathya.nutritionists.models import ConsultationKind


class Grant(models.Model):
    """So many sessions of a kind for a client. `taken` are reserved or used; `expired` ran out unused."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="credit_grants")
    kind = models.ForeignKey(ConsultationKind, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=120)
    reference = models.UUIDField(null=True, blank=True, unique=True)
    granted = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)
    expired = models.PositiveSmallIntegerField(default=0)
    granted_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["expires_at", "granted_at"]
        indexes: ClassVar = [models.Index(fields=["owner", "kind", "expires_at"], name="credit_grant_owner")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(granted__gte=1), name="credit_grant_some"),
            models.CheckConstraint(condition=Q(granted__gte=F("taken") + F("expired")), name="credit_grant_covers"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.taken}/{self.granted}"

    @property
    def left(self) -> int:
        return self.granted - self.taken - self.expired


class Use(models.Model):
    """One session of a grant, for the call `reference`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="uses")
    reference = models.UUIDField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.RESERVED)
    reserved_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reference"], condition=~Q(state=State.GIVEN_BACK), name="credit_use_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="credit_use_state"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.state}"
