"""The chains of the audit trail: signing their ends, and finding what was changed behind the program's back."""

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from typing import Any

import structlog
from django.conf import settings
from django.db import connection, transaction

from pathya.kit import clock, crypto
from pathya.operations.models import AuditAnchor

log = structlog.get_logger(__name__)
PURPOSE = "audit anchor"
MOST = 50

# Spelled out here and not left to the database's own functions, which whoever changes events could change too.
TEXT = """convert_to(jsonb_build_array(
    e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.event, e.actor_id, host(e.address),
    e.request_id, e.subject_type, e.subject_id, e.detail)::text, 'UTF8')"""
LINKS = f"""
SELECT * FROM (
  SELECT l.chain, l.number, l.event_id,
    CASE
      WHEN l.number <> coalesce(lag(l.number) OVER w, 0) + 1 THEN 'links before this one are gone'
      WHEN e.id IS NULL THEN 'the event is gone'
      WHEN l.hash <> sha256(coalesce(lag(l.hash) OVER w, sha256(('pathya audit chain ' || l.chain)::bytea))
                            || int8send(l.number) || {TEXT}) THEN 'the event or its place was changed'
    END AS problem
  FROM operations_auditlink l LEFT JOIN operations_auditevent e ON e.id = l.event_id
  WINDOW w AS (PARTITION BY l.chain ORDER BY l.number)
) AS checked WHERE problem IS NOT NULL ORDER BY chain, number LIMIT {MOST}"""  # noqa: S608
UNLINKED = f"""
SELECT e.id FROM operations_auditevent e
WHERE NOT EXISTS (SELECT FROM operations_auditlink l WHERE l.event_id = e.id) LIMIT {MOST}"""  # noqa: S608
ENDS = """
SELECT h.chain FROM operations_audithead h
LEFT JOIN LATERAL (
  SELECT number, hash FROM operations_auditlink l WHERE l.chain = h.chain ORDER BY number DESC LIMIT 1) l ON true
WHERE h.number <> coalesce(l.number, 0)
   OR h.hash <> coalesce(l.hash, sha256(('pathya audit chain ' || h.chain)::bytea))
ORDER BY 1"""
HEADS = "SELECT chain, number, encode(hash, 'hex') FROM operations_audithead WHERE number > 0 ORDER BY chain"
ANCHORED = """
SELECT a.chain FROM unnest(%s::smallint[], %s::bigint[], %s::text[]) AS a(chain, number, hash)
LEFT JOIN operations_auditlink l ON l.chain = a.chain AND l.number = a.number
WHERE l.hash IS DISTINCT FROM decode(a.hash, 'hex') ORDER BY 1"""


def anchor() -> AuditAnchor | None:
    """Sign the present ends of all chains; None when nothing was recorded since the last time.

    The signature is also logged, so that even the newest anchors can't be cut off unseen where logs are kept apart.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('pathya audit anchor'))")
        cursor.execute(HEADS)
        heads = {str(chain): [number, digest] for chain, number, digest in cursor.fetchall()}
        last = AuditAnchor.objects.order_by("-number").first()
        if last and last.heads == heads:
            return None
        made = AuditAnchor(number=last.number + 1 if last else 1, at=clock.now(), heads=heads)
        made.key_id = crypto.newest_key()
        made.signature = _signature(made, last.signature if last else "")
        made.save(force_insert=True)
    log.info("audit.anchored", number=made.number, digest=made.signature)
    return made


def problems(expected: str = "") -> Iterator[str]:
    """What does not fit, as sentences; nothing when the trail is whole.

    `expected` is the signature of an anchor known from elsewhere (the logs): it must be there.
    """
    with connection.cursor() as cursor:
        cursor.execute(LINKS)
        for chain, number, event, problem in cursor.fetchall():
            yield f"chain {chain}, link {number} (event {event}): {problem}"
        cursor.execute(UNLINKED)
        for (event,) in cursor.fetchall():
            yield f"event {event} has no link: it was inserted past the trigger"
        cursor.execute(ENDS)
        for (chain,) in cursor.fetchall():
            yield f"chain {chain}: its end is not the last link: the tail was cut"
        yield from _anchors(cursor, expected)


def _anchors(cursor: Any, expected: str) -> Iterator[str]:
    previous, number = "", 0
    for one in AuditAnchor.objects.order_by("number").iterator():
        number += 1
        if one.number != number:
            yield f"anchors {number} to {one.number - 1} are gone"
            number = one.number
        if one.key_id not in settings.ENCRYPTION_KEYS:
            yield f"anchor {number}: its key {one.key_id!r} is not in PATHYA_ENCRYPTION_KEYS"
        elif not hmac.compare_digest(_signature(one, previous), one.signature):
            yield f"anchor {number}: the signature does not fit"
        rows = [(int(chain), *end) for chain, end in one.heads.items()]
        cursor.execute(ANCHORED, [list(column) for column in zip(*rows, strict=True)] or [[], [], []])
        for (chain,) in cursor.fetchall():
            yield f"chain {chain}: what anchor {number} signed is not there any more"
        if one.signature == expected:
            expected = ""
        previous = one.signature
    if expected:
        yield "the expected anchor is not there: the newest anchors were cut"


def _signature(one: AuditAnchor, previous: str) -> str:
    signed: Mapping[str, Any] = {
        "number": one.number,
        "at": one.at.isoformat(),
        "heads": one.heads,
        "previous": previous,
    }
    text = json.dumps(signed, sort_keys=True, separators=(",", ":"))
    return hmac.new(crypto.derived(PURPOSE, one.key_id), text.encode(), hashlib.sha256).hexdigest()
