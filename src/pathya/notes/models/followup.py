"""Proposals of a next call."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from pathya.accounts.models import User
from pathya.consultations.models import Consultation
from pathya.kit import clock
from pathya.kit.ids import new_id
from pathya.notes.rules import Proposal
from pathya.nutritionists.models import ConsultationKind, Nutritionist


class FollowUp(models.Model):
    """After a call its nutritionist would like to talk again about `wanted_on`; at most one open per pair.

    `starts_at` is the free time that is proposed (it is not held); None while none is found.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="follow_ups")
    client = models.ForeignKey(User, on_delete=models.PROTECT, related_name="follow_ups")
    nutritionist = models.ForeignKey(Nutritionist, on_delete=models.PROTECT, related_name="follow_ups")
    kind = models.ForeignKey(ConsultationKind, on_delete=models.PROTECT, related_name="+")
    wanted_on = models.DateField()
    starts_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=Proposal.choices, default=Proposal.WAITING)
    made_at = models.DateTimeField(default=clock.now)
    proposed_at = models.DateTimeField(null=True, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    booked = models.ForeignKey(Consultation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-made_at"]
        indexes: ClassVar = [models.Index(fields=["state", "wanted_on"], name="follow_up_due")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=Proposal.values), name="follow_up_state"),
            models.CheckConstraint(
                condition=~Q(state=Proposal.PROPOSED) | Q(starts_at__isnull=False), name="follow_up_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=Proposal.ACCEPTED) | Q(booked__isnull=False), name="follow_up_booked"
            ),
            models.UniqueConstraint(
                fields=["client", "nutritionist"],
                condition=Q(state__in=[Proposal.WAITING, Proposal.PROPOSED]),
                name="follow_up_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wanted_on} {self.state}"
