"""The audit trail, stored answers of repeated requests, rate limits."""

from typing import ClassVar

from django.db import models

from pathya.kit import clock
from pathya.kit.fields import EncryptedTextField
from pathya.kit.ids import new_id


class AuditEvent(models.Model):
    """Who did what to what. Append only, held by triggers (migration 0001); no health text, no secrets.

    No foreign keys: an event outlives what it tells about.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(default=clock.now)
    event = models.CharField(max_length=80)
    actor_id = models.UUIDField(null=True)
    address = models.GenericIPAddressField(null=True)
    request_id = models.CharField(max_length=64, blank=True)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)

    class Meta:
        managed = False
        db_table = "operations_auditevent"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.event}"


class AuditAnchor(models.Model):
    """The ends of all chains at a moment, signed, each signature over the one before."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(default=clock.now)
    heads = models.JSONField()
    key_id = models.CharField(max_length=40)
    signature = models.CharField(max_length=64)

    class Meta:
        managed = False
        db_table = "operations_auditanchor"

    def __str__(self) -> str:
        return f"anchor {self.number}"


class IdempotencyKey(models.Model):
    """The first answer to a request that carried an `Idempotency-Key`; written with the work itself."""

    id = models.UUIDField(primary_key=True, editable=False)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    content_type = models.CharField(max_length=60, blank=True)
    body = EncryptedTextField(blank=True)
    made_at = models.DateTimeField(default=clock.now, db_index=True)

    def __str__(self) -> str:
        return str(self.id)


class Limit(models.Model):
    """One window of tries. The table is unlogged: after a crash of the database all windows are new."""

    id = models.CharField(primary_key=True, max_length=120)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    used = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(used__gt=0), name="limit_used")]

    def __str__(self) -> str:
        return self.id
