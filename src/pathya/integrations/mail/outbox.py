"""The local stand-in: the mail stays in the outbox, where `/dev/outbox` shows it in development."""

from pathya.integrations.mail.message import Mail


class OutboxMailer:
    def send(self, mail: Mail) -> None:
        """Nothing leaves the machine; the message's own row is the mail box."""
