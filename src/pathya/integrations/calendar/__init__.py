"""Google Calendar when its OAuth client is set; there is no stand-in: without it nothing is offered."""

from django.conf import settings

from pathya.integrations.calendar.google import (
    AccessWithdrawn,
    Busy,
    Change,
    Google,
    GoogleClient,
    Page,
    SyncExpired,
    TokenRefused,
    Tokens,
)


def google() -> Google | None:
    """None when this installation has no OAuth client."""
    return Google(settings.GOOGLE_CALENDAR) if settings.GOOGLE_CALENDAR else None


__all__ = [
    "AccessWithdrawn",
    "Busy",
    "Change",
    "Google",
    "GoogleClient",
    "Page",
    "SyncExpired",
    "TokenRefused",
    "Tokens",
    "google",
]
