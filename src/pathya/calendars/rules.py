"""How far and how often connected calendars are read."""

from datetime import timedelta
from enum import StrEnum

BEHIND = timedelta(days=1)
AHEAD = timedelta(days=400)
"""Past the longest horizon a nutritionist may have."""
WHOLE_EVERY = timedelta(hours=24)
"""The window moves on with a reading of everything."""
STALE = timedelta(minutes=30)
"""Older readings are named as old."""
MOST_PAGES = 60


class Event(StrEnum):
    """What the audit trail is told."""

    FEED_MADE = "calendars.feed.made"
    FEED_REVOKED = "calendars.feed.revoked"
    CONNECTED = "calendars.google.connected"
    DISCONNECTED = "calendars.google.disconnected"
    WITHDRAWN = "calendars.google.withdrawn"
