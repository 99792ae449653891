"""What is known of the request being served, for logs and the audit trail; empty in jobs and commands."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Context:
    request_id: str = ""
    address: str | None = None


_NONE = Context()
_context: ContextVar[Context] = ContextVar("request_context", default=_NONE)


def current() -> Context:
    return _context.get()


@contextmanager
def of(request_id: str, address: str | None) -> Iterator[None]:
    """Inside the block `current()` tells this request."""
    token = _context.set(Context(request_id, address))
    try:
        yield
    finally:
        _context.reset(token)
