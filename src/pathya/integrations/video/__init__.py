"""Video: Zoom when its account is set, Jitsi otherwise and whenever Zoom fails."""

from django.conf import settings

from pathya.integrations.video.jitsi import Jitsi, JitsiServer
from pathya.integrations.video.room import Arranged, MeetingService, RoomGone, Visitor, Wanted
from pathya.integrations.video.zoom import Zoom, ZoomAccount


def meeting_service() -> MeetingService | None:
    """Where rooms are arranged ahead; None where Jitsi serves all."""
    return Zoom(settings.ZOOM) if settings.ZOOM else None


def jitsi() -> Jitsi:
    """Always there."""
    return Jitsi(settings.JITSI)


__all__ = [
    "Arranged",
    "Jitsi",
    "JitsiServer",
    "MeetingService",
    "RoomGone",
    "Visitor",
    "Wanted",
    "Zoom",
    "ZoomAccount",
    "jitsi",
    "meeting_service",
]
