"""Sessions of API clients: open, refresh with rotation, close. See docs/adr/0007."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.crypto import constant_time_compare

from pathya.accounts import tokens
from pathya.accounts.errors import InvalidRefreshToken
from pathya.accounts.events import Event
from pathya.accounts.models import ApiSession, RefreshToken, User
from pathya.accounts.rules import ACCESS_LIFE, REMEMBERED_LIFE, SESSION_LIFE
from pathya.accounts.services import devices, staff
from pathya.kit import clock, registry
from pathya.operations import audit, context


@dataclass(frozen=True)
class Tokens:
    """What the client keeps; `expires_in` in seconds is the access token's life."""

    access_token: str
    refresh_token: str
    expires_in: int


@transaction.atomic
def open_for(*, user: User, remember: bool = False, user_agent: str = "") -> Tokens:
    """A new session of a person whose identity has just been proven."""
    now = clock.now()
    access = tokens.new(tokens.ACCESS)
    session = ApiSession.objects.create(
        user=user,
        stamp=user.get_session_auth_hash(),
        access_hash=tokens.digest(access),
        access_expires_at=now + ACCESS_LIFE,
        remember=remember,
        expires_at=now + (REMEMBERED_LIFE if remember else SESSION_LIFE),
        created_at=now,
        last_used_at=now,
        ip=context.current().address,
        user_agent=user_agent[:200],
    )
    User.objects.filter(pk=user.pk).update(last_login=now)
    staff.begin_grace(user)
    for tell in registry.contributed("accounts.signed_in").values():
        tell(user)
    devices.meet(user=user, device=f"api|{user_agent}|{devices.network()}", agent=user_agent)
    audit.record(Event.SIGNED_IN, actor=user, subject=user, detail={"by": "api", "session": str(session.id)})
    return Tokens(access, _new_refresh(session), int(ACCESS_LIFE.total_seconds()))


def refresh(*, refresh_token: str) -> tuple[User, Tokens]:
    """New tokens for a refresh token that has not been used; one that has ends the whole session.

    The session's row is locked, so of many at once one gets tokens, and the next to come ends them.
    """
    result = _refresh(tokens.digest(refresh_token)) if refresh_token.startswith(tokens.REFRESH) else None
    if result is None:
        raise InvalidRefreshToken
    return result


@transaction.atomic
def close(*, session: ApiSession | None, refresh_token: str = "") -> None:
    """Sign out: ends the session of the access token, and that of the refresh token if it is another."""
    ended = Q(pk=session.pk) if session else Q(pk__isnull=True)
    if refresh_token:
        ended |= Q(refresh_tokens__token_hash=tokens.digest(refresh_token))
    for row in ApiSession.objects.filter(ended, revoked_at__isnull=True).select_related("user").distinct():
        _revoke(row, clock.now(), "signed out")
        audit.record(Event.SIGNED_OUT, actor=row.user, subject=row.user, detail={"by": "api", "session": str(row.id)})


def end_all(user: User, reason: str) -> None:
    """Mark every open session of a person as ended, inside the caller's transaction."""
    ApiSession.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=clock.now(), revoked_reason=reason)


@transaction.atomic
def _refresh(token_hash: str) -> tuple[User, Tokens] | None:
    session = (
        ApiSession.objects.select_for_update(of=("self",))
        .select_related("user")
        .filter(refresh_tokens__token_hash=token_hash)
        .first()
    )
    now = clock.now()
    if session is None or not session.is_live(now) or not _still_the_person(session):
        return None
    used = RefreshToken.objects.filter(token_hash=token_hash, used_at__isnull=True).update(used_at=now)
    if not used:
        _revoke(session, now, "reuse")
        audit.record(Event.REFRESH_REUSED, actor=None, subject=session.user, detail={"session": str(session.id)})
        return None
    access = tokens.new(tokens.ACCESS)
    session.access_hash = tokens.digest(access)
    session.access_expires_at = min(now + ACCESS_LIFE, session.expires_at)
    session.last_used_at = now
    session.save(update_fields=["access_hash", "access_expires_at", "last_used_at"])
    return session.user, Tokens(access, _new_refresh(session), session.access_seconds)


def _still_the_person(session: ApiSession) -> bool:
    user = session.user
    return user.is_active and constant_time_compare(session.stamp, user.get_session_auth_hash())


def _new_refresh(session: ApiSession) -> str:
    token = tokens.new(tokens.REFRESH)
    RefreshToken.objects.create(session=session, token_hash=tokens.digest(token))
    return token


def _revoke(session: ApiSession, now: datetime, reason: str) -> None:
    session.revoked_at, session.revoked_reason = now, reason
    session.save(update_fields=["revoked_at", "revoked_reason"])
