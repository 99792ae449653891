"""One call to an outside service over HTTP: bounded in time and size, never redirected, its answer JSON or nothing."""

import json
from time import monotonic
from typing import Any

import httpx

from pathya.integrations.delivery import Temporary, Uncertain

MOST_BYTES = 1024 * 1024
BUSY = frozenset({408, 425, 429})


class Answer:
    """Status and JSON of an answer; `body` is an empty dict when there is none or it can't be read."""

    def __init__(self, status: int, body: Any, retry_after: float) -> None:
        self.status = status
        self.body: dict[str, Any] = body if isinstance(body, dict) else {}
        self.retry_after = retry_after
        """Seconds, 0 when the service says nothing."""

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300

    @property
    def may_help_to_wait(self) -> bool:
        return self.status in BUSY or self.status >= 500


def call(method: str, url: str, *, timeout: float, **arguments: Any) -> Answer:
    """Raises `Temporary` when nothing was given away, `Uncertain` when the answer never came whole.

    `timeout` bounds connecting and each silence; an answer that drips is cut after three of them.
    """
    limits = httpx.Timeout(timeout, connect=min(timeout, 5))
    try:
        with (
            httpx.Client(timeout=limits, follow_redirects=False, trust_env=False) as client,
            client.stream(method, url, **arguments) as response,
        ):
            return Answer(response.status_code, _json(response, timeout * 3), _retry_after(response))
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL) as failed:
        raise Temporary(f"connect {type(failed).__name__}") from None
    except (httpx.HTTPError, httpx.StreamError) as failed:
        raise Uncertain(f"answer {type(failed).__name__}") from None


def _json(response: httpx.Response, seconds: float) -> Any:
    raw = bytearray()
    begun = monotonic()
    for piece in response.iter_bytes():
        raw += piece
        if len(raw) > MOST_BYTES or monotonic() - begun > seconds:
            raise httpx.ReadError("too long")
    try:
        return json.loads(bytes(raw)) if raw else None
    except (ValueError, RecursionError):
        return None


def _retry_after(response: httpx.Response) -> float:
    value = response.headers.get("Retry-After", "")
    return min(float(value), 3600.0) if value.isascii() and value.isdecimal() else 0.0
