"""The audit trail: `record` in the transaction of the change, read by `events`.

Each domain keeps its event names in one enum, as `<source>.<subject>.<action>`.
"""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from pathya.operations import context
from pathya.operations.models import AuditEvent

NAME = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+){1,3}")
PERSONAL = re.compile(
    r"pass(word|phrase)|token|secret|e_?mail|phone|notes?$|medical|allerg|diagnos|symptom", re.IGNORECASE
)
"""Keys that would bring personal data or secrets into a record that is never erased."""

Subject = models.Model | tuple[str, UUID]


def record(
    event: str,
    *,
    actor: Any,
    subject: Subject | None,
    detail: Mapping[str, Any] | None = None,
    request: HttpRequest | None = None,  # noqa: ARG001 – known from the context; kept for callers outside of one
) -> None:
    """Append an event in the caller's transaction; address and request id come from the request being served.

    `actor` is a user or None (the program itself); `detail` holds ids, states and sums, never health text,
    contact data or secrets (ValueError).
    """
    if not NAME.fullmatch(event):
        raise ValueError(f"{event!r} is not an event name like bookings.call.cancelled")
    if personal := [key for key in detail or {} if PERSONAL.search(key)]:
        raise ValueError(f"{', '.join(personal)}: not for the audit trail, which is never erased")
    now = context.current()
    kind, identity = _named(subject)
    AuditEvent.objects.create(
        event=str(event),
        actor_id=getattr(actor, "pk", None),
        address=now.address,
        request_id=now.request_id,
        subject_type=kind,
        subject_id=identity,
        detail=dict(detail or {}),
    )


def events(*, subject_id: UUID | None = None, actor_id: UUID | None = None, prefix: str = "") -> QuerySet[AuditEvent]:
    """Events about a subject, by an actor, of a source; newest first. Who may see them is the caller's question."""
    chosen = Q(event__startswith=prefix)
    if subject_id:
        chosen &= Q(subject_id=subject_id)
    if actor_id:
        chosen &= Q(actor_id=actor_id)
    return AuditEvent.objects.filter(chosen).order_by("-at", "-id")


def _named(subject: Subject | None) -> tuple[str, UUID | None]:
    if subject is None:
        return "", None
    if isinstance(subject, models.Model):
        return subject._meta.label_lower, subject.pk
    return subject
