"""Meta tells what became of messages: is it Meta's, and what does it say."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any

STATUSES = frozenset({"sent", "delivered", "read", "failed"})


class NotMetas(Exception):
    """Unsigned, wrongly signed, or not what Meta sends."""


def read(raw: bytes, *, signature: str, secret: str) -> list[tuple[str, str]]:
    """(message, status) pairs in the order told, once the signature over the raw body holds; raises NotMetas."""
    expected = "sha256=" + hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    if not secret or not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")):
        raise NotMetas
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise NotMetas from None
    return list(_told(body))


def answers(query: dict[str, str], verify_token: str) -> str | None:
    """The challenge to echo when somebody who knows the token asks; None for everybody else."""
    token = query.get("hub.verify_token", "")
    known = bool(verify_token) and hmac.compare_digest(token.encode(), verify_token.encode())
    return query.get("hub.challenge", "")[:200] if known and query.get("hub.mode") == "subscribe" else None


def _told(body: Any) -> Iterator[tuple[str, str]]:
    for entry in _list(body, "entry"):
        for change in _list(entry, "changes"):
            for status in _list(change.get("value") if isinstance(change, dict) else None, "statuses"):
                if isinstance(status, dict) and status.get("status") in STATUSES and status.get("id"):
                    yield str(status["id"])[:200], str(status["status"])


def _list(holder: Any, name: str) -> list[Any]:
    found = holder.get(name) if isinstance(holder, dict) else None
    return found if isinstance(found, list) else []
