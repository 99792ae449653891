"""A room for one call, as any video service gives it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Wanted:
    """`topic` names nobody and nothing of health; `host` is the nutritionist's user at the service."""

    topic: str
    starts_at: datetime
    minutes: int
    host: str
    record: bool = False


@dataclass(frozen=True)
class Arranged:
    """`external_id` is empty where the service needs no arranging; `password` may be part of the link already."""

    external_id: str
    join_url: str
    host_url: str
    password: str = ""


@dataclass(frozen=True)
class Visitor:
    """Who enters: a random id, the name shown, whether they host."""

    id: str
    name: str
    is_host: bool


class RoomGone(Exception):
    """The service does not know the room (any more)."""


class MeetingService(Protocol):
    """Rooms that are arranged ahead. Every call may raise `delivery.NotSent`."""

    def create(self, wanted: Wanted) -> Arranged: ...

    def change(self, external_id: str, wanted: Wanted) -> None:
        """Raises `RoomGone`."""

    def remove(self, external_id: str) -> None:
        """A room that is gone already is fine."""

    def host_url(self, external_id: str) -> str:
        """A fresh link for the host; raises `RoomGone`."""
