"""What an event of somebody's calendar means for their time."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

OURS = "pth"
"""Events of ours have ids that begin so; base32hex, as Google wants it."""


@dataclass(frozen=True)
class Busy:
    """Time taken by an event: from `starts_at` until `ends_at`."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Change:
    """What now holds for one event: the time it takes, or none."""

    event_id: str
    busy: Busy | None


def change_of(item: Any, zone: str) -> Change | None:
    """None for events of ours and for what can't be read; times without offset are of the calendar's `zone`."""
    if not isinstance(item, dict) or not isinstance(item.get("id"), str):
        return None
    event_id = item["id"]
    if event_id.startswith(OURS) or len(event_id) > 1024:
        return None
    return Change(event_id, None if _is_free(item) else _span(item, zone))


def _is_free(item: dict[str, Any]) -> bool:
    """Called off, marked as free, declined by the person, or no appointment at all."""
    attendees = item.get("attendees")
    mine = (
        [one for one in attendees if isinstance(one, dict) and one.get("self")] if isinstance(attendees, list) else []
    )
    return (
        item.get("status") == "cancelled"
        or item.get("transparency") == "transparent"
        or item.get("eventType") in {"workingLocation", "birthday"}
        or any(one.get("responseStatus") == "declined" for one in mine)
    )


def _span(item: dict[str, Any], zone: str) -> Busy | None:
    start, end = _moment(item.get("start"), zone), _moment(item.get("end"), zone)
    return Busy(start, end) if start and end and start < end else None


def _moment(told: Any, zone: str) -> datetime | None:
    if not isinstance(told, dict):
        return None
    try:
        if "date" in told:
            return datetime.combine(datetime.fromisoformat(told["date"]).date(), time(), ZoneInfo(zone)).astimezone(UTC)
        moment = datetime.fromisoformat(told["dateTime"])
        place = ZoneInfo(told.get("timeZone") or zone)
    except (KeyError, TypeError, ValueError, ZoneInfoNotFoundError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=place)).astimezone(UTC)
