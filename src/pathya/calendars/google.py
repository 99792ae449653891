"""Talking to a person's Google calendar: with a token that counts, outside of any transaction."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from pathya.calendars.models import BusyTime, Connection
from pathya.calendars.rules import AHEAD, BEHIND, MOST_PAGES, WHOLE_EVERY, Event
from pathya.integrations.calendar import AccessWithdrawn, Change, Google, SyncExpired, TokenRefused, google
from pathya.integrations.delivery import NotSent, Temporary
from pathya.kit import clock
from pathya.operations import audit

T = TypeVar("T")
EARLY = timedelta(minutes=1)


def with_token(held: Connection, work: Callable[[Google, str], T]) -> T:
    """`work` with an access token, once more with a fresh one when Google refuses the first. Raises NotSent."""
    service = google()
    if service is None or not held.is_live:
        raise Temporary("google not set")
    token = str(held.access_token)
    if not token or held.access_until is None or held.access_until - EARLY <= clock.now():
        token = _refreshed(service, held)
    try:
        return work(service, token)
    except TokenRefused:
        pass
    try:
        return work(service, _refreshed(service, held))
    except TokenRefused:
        raise Temporary("google 401") from None


def read(*, connection_id: UUID) -> None:
    """Bring the busy times up to date. A failure leaves them as they are, and is noted with its time."""
    held = Connection.objects.filter(pk=connection_id, withdrawn_at=None).first()
    if held is None:
        return
    whole = not held.sync_token or held.whole_at is None or held.whole_at + WHOLE_EVERY <= clock.now()
    since = "" if whole else held.sync_token
    try:
        try:
            changes, sync_token = with_token(held, lambda service, token: _all(service, token, since))
        except SyncExpired:
            since = ""
            changes, sync_token = with_token(held, lambda service, token: _all(service, token, ""))
    except NotSent as failed:
        _note_failure(held, failed)
        return
    _apply(held, changes, sync_token, whole=not since)


def _all(service: Google, token: str, since: str) -> tuple[list[Change], str]:
    now, page, changes = clock.now(), "", list[Change]()
    for _ in range(MOST_PAGES):
        found = service.changes(token, since=since, page=page, first=now - BEHIND, last=now + AHEAD)
        changes += found.changes
        if not found.next_page:
            return changes, found.sync_token
        page = found.next_page
    raise Temporary("google list too long")


@transaction.atomic
def _apply(held: Connection, changes: list[Change], sync_token: str, *, whole: bool) -> None:
    """Only onto what the changes were asked against: a rival reading that was faster stands."""
    row = Connection.objects.select_for_update().filter(pk=held.pk).first()
    if row is None or row.sync_token != held.sync_token:
        return
    now = clock.now()
    latest = {change.event_id: change.busy for change in changes}
    stale = BusyTime.objects.filter(connection=row)
    (stale if whole else stale.filter(event_id__in=list(latest))).delete()
    BusyTime.objects.bulk_create(
        BusyTime(
            connection=row, person_id=row.person_id, event_id=event, starts_at=busy.starts_at, ends_at=busy.ends_at
        )
        for event, busy in latest.items()
        if busy and busy.ends_at > now - BEHIND
    )
    row.sync_token, row.read_at, row.failing_since, row.trouble = sync_token, now, None, ""
    row.whole_at = now if whole else row.whole_at
    row.save(update_fields=["sync_token", "read_at", "failing_since", "trouble", "whole_at"])


def _note_failure(held: Connection, failed: NotSent) -> None:
    since = held.failing_since or clock.now()
    Connection.objects.filter(pk=held.pk).update(failing_since=since, trouble=failed.reason[:80])


def _refreshed(service: Google, held: Connection) -> str:
    try:
        tokens = service.refresh(str(held.refresh_token))
    except AccessWithdrawn:
        with transaction.atomic():
            Connection.objects.filter(pk=held.pk, withdrawn_at=None).update(withdrawn_at=clock.now())
            audit.record(Event.WITHDRAWN, actor=None, subject=("accounts.user", held.person_id))
        raise
    held.access_token = tokens.access
    held.access_until = clock.now() + timedelta(seconds=tokens.seconds)
    held.refresh_token = tokens.refresh or held.refresh_token
    held.save(update_fields=["access_token", "access_until", "refresh_token"])
    return tokens.access
