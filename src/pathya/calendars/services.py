"""Feeds are made and revoked, calendars connected and let go."""

import hashlib
import secrets
from datetime import timedelta

import structlog
from django.db import transaction

from pathya.accounts.models import User
from pathya.calendars import tasks
from pathya.calendars.models import Connection, FeedToken
from pathya.calendars.rules import Event
from pathya.integrations.calendar import Tokens, google
from pathya.integrations.delivery import NotSent
from pathya.kit import clock, registry
from pathya.operations import audit

log = structlog.get_logger()


def digest(token: str) -> str:
    """As a feed's token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_feed(*, person: User) -> str:
    """A new secret for the person's feed; the one before ends at once. Returned once, kept as a digest."""
    token = secrets.token_urlsafe(32)
    FeedToken.objects.update_or_create(person=person, defaults={"token_hash": digest(token), "made_at": clock.now()})
    audit.record(Event.FEED_MADE, actor=person, subject=person)
    return token


@transaction.atomic
def revoke_feed(*, person: User) -> None:
    """The address answers no more."""
    gone, _ = FeedToken.objects.filter(person=person).delete()
    if gone:
        audit.record(Event.FEED_REVOKED, actor=person, subject=person)


@transaction.atomic
def connect(*, person: User, tokens: Tokens) -> Connection:
    """Keep the permission, read the calendar and put the coming calls there."""
    Connection.objects.filter(person=person).delete()
    made = Connection(
        person=person,
        refresh_token=tokens.refresh,
        access_token=tokens.access,
        access_until=clock.now() + timedelta(seconds=tokens.seconds),
    )
    made.save(force_insert=True)
    tasks.read.defer(connection_id=str(made.pk))
    for follow in registry.contributed("calendars.connected").values():
        follow(person_id=person.pk)
    audit.record(Event.CONNECTED, actor=person, subject=person)
    return made


def give_back(*, person: User) -> None:
    """Disconnect, and tell Google so; whether Google hears of it holds nobody up."""
    token, service = disconnect(person=person), google()
    if token and service:
        try:
            service.revoke(token)
        except NotSent as failed:
            log.warning("google_calendar", problem=failed.reason)


@transaction.atomic
def disconnect(*, person: User) -> str:
    """Forget the permission and the times read; what we held of it, for the caller to give back to Google."""
    held = Connection.objects.select_for_update().filter(person=person).first()
    if held is None:
        return ""
    token = str(held.refresh_token)
    held.delete()
    audit.record(Event.DISCONNECTED, actor=person, subject=person)
    return token
