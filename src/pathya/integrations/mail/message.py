"""One mail as an outside service takes it, and what can become of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from pathya.integrations.delivery import NotSent, Refused, Temporary, Uncertain


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


__all__ = ["File", "Mail", "Mailer", "NotSent", "Refused", "Temporary", "Uncertain"]
