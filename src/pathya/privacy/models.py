"""The data key of each person."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from pathya.kit import clock


class DataKey(models.Model):
    """32 bytes that seal what is about one person, themselves sealed with the practice's key; gone when destroyed.

    Not bound to the account by a foreign key: that a key was destroyed is remembered longer than the account.
    """

    person = models.UUIDField(primary_key=True)
    sealed = models.TextField(blank=True)
    created_at = models.DateTimeField(default=clock.now)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True) ^ Q(sealed=""), name="data_key_sealed_until_destroyed"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
