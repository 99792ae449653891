"""Google Calendar (docs/calendars.md)."""

from pathya.config.env import problem, text
from pathya.integrations.calendar.google import GoogleClient


def google() -> GoogleClient | None:
    """None: calendars can be subscribed to, not connected."""
    client_id, secret = text("PATHYA_GOOGLE_CALENDAR_ID", ""), text("PATHYA_GOOGLE_CALENDAR_SECRET", "")
    if bool(client_id) != bool(secret):
        problem("PATHYA_GOOGLE_CALENDAR_ID and PATHYA_GOOGLE_CALENDAR_SECRET belong together; set both or neither.")
    return GoogleClient(client_id, secret) if client_id and secret else None
