"""What clients ask of their nutritionist about a call."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from pathya.accounts.models import User
from pathya.consultations.models.call import Consultation
from pathya.consultations.rules import Asked
from pathya.kit import clock
from pathya.kit.fields import EncryptedTextField
from pathya.kit.ids import new_id


class MoveRequest(models.Model):
    """A client who may no longer move a call asks its host to; one open at a time for a call."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="move_requests")
    client = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    wanted_at = models.DateTimeField()
    why = EncryptedTextField(blank=True, owner="client_id")
    state = models.CharField(max_length=10, choices=Asked.choices, default=Asked.OPEN)
    answer = EncryptedTextField(blank=True, owner="client_id")
    asked_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["asked_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=sorted(Asked.values)), name="move_request_state"),
            models.CheckConstraint(
                condition=Q(state=Asked.OPEN, answered_at=None) | (~Q(state=Asked.OPEN) & ~Q(answered_at=None)),
                name="move_request_answered",
            ),
            models.UniqueConstraint(
                fields=["consultation"], condition=Q(state=Asked.OPEN), name="move_request_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wanted_at:%Y-%m-%d %H:%M} {self.state}"
