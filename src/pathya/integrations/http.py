"""One call to an outside service over HTTP: bounded in time and size, never redirected, its answer JSON or nothing."""

import json
import ssl
from functools import cache
from time import monotonic
from typing import Any

import httpcore
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


def call(method: str, url: str, *, timeout: float, whole: float = 0, **arguments: Any) -> Answer:
    """Raises `Temporary` when nothing was given away, `Uncertain` when the answer never came whole.

    `timeout` bounds connecting and each silence, `whole` all of it (three times `timeout` unless told), so that an
    answer that drips, in its head or its body, is cut.
    """
    ends = monotonic() + (whole or timeout * 3)
    limits = httpx.Timeout(timeout, connect=min(timeout, 5))
    try:
        with (
            httpx.Client(timeout=limits, follow_redirects=False, trust_env=False, transport=_until(ends)) as client,
            client.stream(method, url, **arguments) as response,
        ):
            return Answer(response.status_code, _json(response), _retry_after(response))
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL) as failed:
        raise Temporary(f"connect {type(failed).__name__}") from None
    except (httpx.HTTPError, httpx.StreamError) as failed:
        raise Uncertain(f"answer {type(failed).__name__}") from None


def _until(ends: float) -> httpx.HTTPTransport:
    """A transport whose every wait ends at a moment of the monotonic clock."""
    transport = httpx.HTTPTransport(verify=_trusted(), trust_env=False)
    transport._pool._network_backend = _Backend(ends)  # noqa: SLF001  (httpx has no other way to bound a whole call)
    return transport


@cache
def _trusted() -> ssl.SSLContext:
    """The authorities whose certificates are believed, read once: that takes longer than many a call."""
    return httpx.create_ssl_context(trust_env=False)


def _left(ends: float, timeout: float | None, error: type[Exception]) -> float:
    left = ends - monotonic()
    if left <= 0:
        raise error("the whole call took too long")
    return left if timeout is None else min(left, timeout)


class _Backend(httpcore.NetworkBackend):
    def __init__(self, ends: float) -> None:
        self.ends = ends
        self.inner = httpcore.SyncBackend()

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, *args: Any, **kwargs: Any) -> "_Stream":
        left = _left(self.ends, timeout, httpcore.ConnectTimeout)
        return _Stream(self.inner.connect_tcp(host, port, left, *args, **kwargs), self.ends)


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, ends: float) -> None:
        self.inner, self.ends = inner, ends

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, _left(self.ends, timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, _left(self.ends, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> "_Stream":
        left = _left(self.ends, timeout, httpcore.ConnectTimeout)
        return _Stream(self.inner.start_tls(ssl_context, server_hostname, left), self.ends)

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)


def _json(response: httpx.Response) -> Any:
    raw = bytearray()
    for piece in response.iter_bytes():
        raw += piece
        if len(raw) > MOST_BYTES:
            raise httpx.ReadError("too long")
    try:
        return json.loads(bytes(raw)) if raw else None
    except (ValueError, RecursionError):
        return None


def _retry_after(response: httpx.Response) -> float:
    value = response.headers.get("Retry-After", "")
    return min(float(value), 3600.0) if value.isascii() and value.isdecimal() else 0.0
