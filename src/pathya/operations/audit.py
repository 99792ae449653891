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
from psycopg.types.json import Jsonb

from pathya.kit import clock, sql
from pathya.kit.ids import new_id
from pathya.operations import context
from pathya.operations.models import AuditEvent

NAME = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+){1,3}")
PERSONAL = re.compile(
    r"pass(word|phrase)|token|secret|e_?mail|phone|notes?$|medical|allerg|diagnos|symptom", re.IGNORECASE
)
"""Keys that would bring personal data or secrets into a record that is never erased."""

Subject = models.Model | tuple[str, UUID]

INSERT = """
INSERT INTO operations_auditevent
       (id, at, event, actor_id, address, request_id, subject_type, subject_id, detail)
SELECT %(audit_id)s, %(audit_at)s, %(audit_event)s, %(audit_actor)s::uuid, %(audit_address)s::inet, %(audit_request)s,
       %(audit_kind)s, %(audit_subject)s::uuid, %(audit_detail)s
"""
"""One event of `values`. A statement of a hot path may carry it: `recorded AS ({INSERT} FROM made)`."""


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
    sql.rows(INSERT, values(event, actor=actor, subject=subject, detail=detail))


def values(
    event: str, *, actor: Any, subject: Subject | None, detail: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The parameters of `INSERT`, held to the same rules as `record`."""
    if not NAME.fullmatch(event):
        raise ValueError(f"{event!r} is not an event name like bookings.call.cancelled")
    if personal := [key for key in detail or {} if PERSONAL.search(key)]:
        raise ValueError(f"{', '.join(personal)}: not for the audit trail, which is never erased")
    now = context.current()
    kind, identity = _named(subject)
    return {
        "audit_id": new_id(),
        "audit_at": clock.now(),
        "audit_event": str(event),
        "audit_actor": getattr(actor, "pk", None),
        "audit_address": now.address,
        "audit_request": now.request_id,
        "audit_kind": kind,
        "audit_subject": identity,
        "audit_detail": Jsonb(dict(detail or {})),
    }


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
