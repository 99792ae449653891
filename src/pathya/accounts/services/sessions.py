"""The list of a person's sessions, of browsers and of API clients, and ending them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import get_language

from pathya.accounts.events import Event
from pathya.accounts.models import ApiSession, User
from pathya.accounts.services import api_sessions, browser_sessions, devices
from pathya.kit import clock
from pathya.kit.errors import NotFound
from pathya.operations import audit


@dataclass(frozen=True)
class Seen:
    """One session; `kind` is `browser` or `api`, `place` is empty where no database of places is configured."""

    id: UUID
    kind: str
    device: str
    address: str | None
    place: str
    started_at: datetime
    seen_at: datetime
    current: bool


def of(user: User, *, current: ApiSession | str | None = None) -> list[Seen]:
    """Live ones, the present one first; `current` is the caller's API session or session key."""
    language = get_language() or "en"
    browsers = [
        Seen(
            _browser_id(row),
            "browser",
            devices.described(row.user_agent),
            row.ip,
            devices.place(row.ip, language),
            row.created_at,
            row.last_seen_at,
            row.session_key == current,
        )
        for row in _browsers(user)
    ]
    programs = [
        Seen(
            row.id,
            "api",
            devices.described(row.user_agent),
            row.ip,
            devices.place(row.ip, language),
            row.created_at,
            row.last_used_at,
            row == current,
        )
        for row in _programs(user)
    ]
    return sorted([*browsers, *programs], key=lambda seen: (seen.current, seen.seen_at), reverse=True)


@transaction.atomic
def end(*, user: User, session_id: UUID) -> None:
    """End one; what is not theirs is not found."""
    program = ApiSession.objects.filter(user=user, pk=session_id, revoked_at__isnull=True)
    if program.update(revoked_at=clock.now(), revoked_reason="ended"):
        audit.record(Event.SESSION_ENDED, actor=user, subject=user, detail={"session": str(session_id)})
        return
    row = next((row for row in _browsers(user) if _browser_id(row) == session_id), None)
    if row is None:
        raise NotFound
    Session.objects.filter(session_key=row.session_key).delete()
    UserSession.objects.filter(pk=row.pk).delete()
    audit.record(Event.SESSION_ENDED, actor=user, subject=user, detail={"session": str(session_id)})


@transaction.atomic
def end_all(*, user: User) -> User:
    """Sign out everywhere; who stays opens a session anew with the user that is returned."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.session_epoch += 1
    user.save(update_fields=["session_epoch"])
    api_sessions.end_all(user, "ended")
    browser_sessions.forget_all(user)
    audit.record(Event.SESSION_ENDED, actor=user, subject=user, detail={"all": True})
    return user


def _browsers(user: User) -> list[UserSession]:
    rows = UserSession.objects.filter(user=user)
    live = Session.objects.filter(expire_date__gt=clock.now()).values("session_key")
    return list(rows.filter(session_key__in=live).order_by("-last_seen_at")[:100])


def _programs(user: User) -> list[ApiSession]:
    rows = ApiSession.objects.filter(user=user, revoked_at__isnull=True, expires_at__gt=clock.now())
    return list(rows.filter(stamp=user.get_session_auth_hash()).order_by("-last_used_at")[:100])


def _browser_id(row: UserSession) -> UUID:
    """The key opens the session, so the list shows what can't be turned back into it."""
    return uuid5(NAMESPACE_URL, f"pathya-session:{row.session_key}")
