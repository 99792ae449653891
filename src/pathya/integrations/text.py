"""A short message to a phone, as SMS and WhatsApp take it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class ShortText:
    """`to` is E.164; `template` names the approved text, `variables` fill it in its order; `text` is all of it."""

    to: str
    template: str
    language: str
    text: str
    variables: Sequence[str] = field(default=())


class Sender(Protocol):
    def send(self, message: ShortText) -> str:
        """Return when it was taken over, with the service's own name for it (empty: it tells nothing later); raise
        `delivery.NotSent` otherwise."""


class OutboxSender:
    """The local stand-in: the message stays in the outbox, where `/dev/outbox` shows it in development."""

    def send(self, message: ShortText) -> str:  # noqa: ARG002
        """Nothing leaves the machine."""
        return ""
