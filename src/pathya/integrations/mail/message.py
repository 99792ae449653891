"""One mail as an outside service takes it, and what can become of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class File:
    """`content_type` may carry parameters: `text/calendar; method=REQUEST`."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """`message_id` (without angle brackets) stays the same over all tries, so that a duplicate can be recognised."""

    message_id: str
    to: str
    subject: str
    text: str
    html: str
    language: str
    written_at: datetime
    files: Sequence[File] = field(default=())


class Mailer(Protocol):
    def send(self, mail: Mail) -> None:
        """Return when the mail was taken over; raise `NotSent` otherwise. Takes at most `settings.MAIL.deadline`."""


class NotSent(Exception):
    """`reason` names step and code, never an address or a server's own words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Temporary(NotSent):
    """Certainly not sent; a later try may succeed."""


class Uncertain(NotSent):
    """The connection broke after the content was given away: it may have been taken or not."""


class Refused(NotSent):
    """The server will never take this mail."""
