"""Reads of feeds and connections."""

from dataclasses import dataclass
from datetime import datetime

from pathya.accounts.models import User
from pathya.calendars.models import Connection, FeedToken
from pathya.calendars.rules import STALE
from pathya.calendars.services import digest
from pathya.kit import clock
from pathya.kit.errors import NotFound


def feed_owner(token: str) -> User:
    """Whose feed a secret address is; NotFound for unknown, replaced and revoked ones, and for who can't sign in."""
    row = FeedToken.objects.filter(token_hash=digest(token), person__is_active=True).select_related("person").first()
    if row is None:
        raise NotFound
    return row.person


def feed_made_at(viewer: User) -> datetime | None:
    return FeedToken.objects.filter(person=viewer).values_list("made_at", flat=True).first()


@dataclass(frozen=True)
class Health:
    """How a connection is, as its person reads it."""

    connection: Connection
    is_stale: bool
    """Its times were read too long ago to be trusted blindly."""


def health(viewer: User) -> Health | None:
    held = Connection.objects.filter(person=viewer).first()
    if held is None:
        return None
    old = held.read_at is not None and held.read_at + STALE < clock.now()
    return Health(held, is_stale=old or held.failing_since is not None or not held.is_live)
