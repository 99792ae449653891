"""SMS: MSG91 when `PATHYA_MSG91_KEY` is set, else the local outbox."""

from django.conf import settings

from pathya.integrations.sms.msg91 import Msg91, Msg91Account
from pathya.integrations.text import OutboxSender, Sender


def sms_sender() -> Sender:
    """The way SMS leaves this installation."""
    return Msg91(settings.SMS) if settings.SMS else OutboxSender()


__all__ = ["Msg91", "Msg91Account", "sms_sender"]
