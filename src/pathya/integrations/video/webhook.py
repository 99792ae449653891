"""Zoom's webhook: is it Zoom's, and what does it want."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

FRESH = 300
"""Seconds for which a signed request is taken."""
RECORDED = "recording.completed"
VALIDATION = "endpoint.url_validation"


class NotZooms(Exception):
    """Unsigned, wrongly signed, old, or not what Zoom sends."""


@dataclass(frozen=True)
class Notice:
    """`key` is the same for every delivery of one event."""

    kind: str
    key: str
    object: dict[str, Any]


def read(raw: bytes, *, signature: str, timestamp: str, secret: str, now: datetime) -> Notice:
    """What a request says, once its signature over the raw body holds; raises NotZooms."""
    if not secret or not timestamp.isascii() or not timestamp.isdecimal() or len(timestamp) > 12:
        raise NotZooms
    expected = "v0=" + _hmac(secret, b"v0:" + timestamp.encode() + b":" + raw)
    if not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")):
        raise NotZooms
    if abs(now.timestamp() - int(timestamp)) > FRESH:
        raise NotZooms
    try:
        body = json.loads(raw)
        kind, payload = str(body["event"]), body["payload"]
        about = payload if kind == VALIDATION else payload["object"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotZooms from None
    if not isinstance(about, dict):
        raise NotZooms
    name = f"{kind}:{body.get('event_ts')}:{about.get('uuid')}:{about.get('id')}"
    return Notice(kind, hashlib.sha256(name.encode()).hexdigest(), about)


def validated(notice: Notice, secret: str) -> dict[str, str]:
    """The answer to Zoom's check of the address."""
    plain = str(notice.object.get("plainToken", ""))[:200]
    return {"plainToken": plain, "encryptedToken": _hmac(secret, plain.encode())}


def _hmac(secret: str, content: bytes) -> str:
    return hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()
