"""WhatsApp: Meta's Cloud API when `PATHYA_WHATSAPP_TOKEN` is set, else the local outbox."""

from django.conf import settings

from pathya.integrations.text import OutboxSender, Sender
from pathya.integrations.whatsapp.cloud import CloudAccount, CloudApi


def whatsapp_sender() -> Sender:
    """The way WhatsApp messages leave this installation."""
    return CloudApi(settings.WHATSAPP) if settings.WHATSAPP else OutboxSender()


__all__ = ["CloudAccount", "CloudApi", "whatsapp_sender"]
