"""Signed texts that carry a little data to one purpose for a while: links in mails, states of a redirect.

They can be read by whoever holds them, not changed, and not used for another purpose. They are not single use.
"""

from datetime import datetime, timedelta
from typing import Any

from django.core import signing

from pathya.kit import clock


class BadToken(Exception):
    """Changed, made for another purpose, or ended."""


def sign(purpose: str, data: Any, *, lifetime: timedelta) -> str:
    """A URL-safe text with `data` (JSON), good for `purpose` until `lifetime` has passed."""
    ends = int((clock.now() + lifetime).timestamp())
    return signing.dumps([ends, data], salt=f"pathya.{purpose}", compress=True)


def read(purpose: str, token: str) -> Any:
    """What was signed for `purpose`; raises BadToken."""
    try:
        ends, data = signing.loads(token, salt=f"pathya.{purpose}")
    except (signing.BadSignature, ValueError, TypeError):
        raise BadToken from None
    if datetime.fromtimestamp(ends, tz=clock.now().tzinfo) <= clock.now():
        raise BadToken
    return data
