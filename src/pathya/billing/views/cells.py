"""Cells of the office's lists: as a page shows them, and flat for a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from pathya.kit.errors import Text

TONES: Mapping[str, str] = {
    "paid": "good",
    "success": "good",
    "active": "good",
    "unfulfilled": "warning",
    "past_due": "warning",
    "failed": "danger",
    "open": "info",
    "pending": "info",
    "processing": "info",
}


@dataclass(frozen=True)
class Cell:
    title: Text
    kind: str
    text: Any
    tone: str


def flat(kind: str, value: Any) -> Any:
    """Moments on the practice's own clock, days as 2026-11-28, nothing as an empty cell."""
    if isinstance(value, datetime):
        local = value.astimezone(ZoneInfo(settings.PRACTICE_TIME_ZONE))
        return f"{local:%Y-%m-%d}" if kind == "day" else f"{local:%Y-%m-%d %H:%M}"
    return "" if value is None else value
