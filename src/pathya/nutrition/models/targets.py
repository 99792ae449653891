"""What a person is to reach in a day."""

from typing import ClassVar

from django.db import models

from pathya.accounts.models import User
from pathya.kit import clock
from pathya.kit.fields import EncryptedJSONField
from pathya.kit.ids import new_id


class Targets(models.Model):
    """From `since` on, until the next row: the newest that is not after a day counts for it.

    `data` is the shape of `targets.stored`: body, method, what was changed by hand and the reason.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(User, on_delete=models.CASCADE, related_name="targets")
    since = models.DateField()
    data = EncryptedJSONField(owner="client_id")
    set_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    by_practice = models.BooleanField()
    """A nutritionist set it: the client no longer changes it."""
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-since", "-created_at"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["client", "since"], name="targets_once_a_day")]

    def __str__(self) -> str:
        return f"{self.client_id} {self.since}"
