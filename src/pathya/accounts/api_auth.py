"""Who calls the API: a bearer token, one statement, no session cookie."""

from zoneinfo import ZoneInfo

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.http import HttpRequest
from django.utils import translation
from django.utils.crypto import constant_time_compare
from ninja.security import HttpBearer

from pathya.accounts import scopes, tokens
from pathya.accounts.errors import FactorDue, OutOfScope
from pathya.accounts.models import ApiKey, ApiSession, User
from pathya.accounts.services import api_keys, staff
from pathya.kit import clock, sql
from pathya.kit.errors import SignInRequired


def _columns(model: type[Model], alias: str) -> tuple[list[str], str]:
    fields = model._meta.concrete_fields
    return [field.attname for field in fields], ", ".join(f'{alias}."{field.column}"' for field in fields)


SIGNATURE = "X-Pathya-Signature"
OPEN = tuple(f"/api/v1/auth/{name}" for name in ("2fa/", "passkeys", "me", "logout", "sessions", "change-password"))
"""What staff past the days of grace may still call."""

SESSION, _SESSION = _columns(ApiSession, "s")
USER, _USER = _columns(User, "u")
LIVE = f"""
SELECT {_SESSION}, {_USER}
FROM {ApiSession._meta.db_table} s JOIN {User._meta.db_table} u ON u.id = s.user_id
WHERE s.access_hash = %(access)s AND s.access_expires_at > %(now)s AND s.expires_at > %(now)s
  AND s.revoked_at IS NULL AND u.is_active
"""  # noqa: S608 – built of column names


def session_of(token: str) -> ApiSession | None:
    """The live session of an access token with its user, in one statement; None for anything else."""
    if not token.startswith(tokens.ACCESS):
        return None
    rows = sql.opening_rows(LIVE, {"access": tokens.digest(token), "now": clock.now()})
    if not rows:
        return None
    row, place = rows[0], len(SESSION)
    session = ApiSession.from_db(DEFAULT_DB_ALIAS, SESSION, row[:place])
    session.ip = str(session.ip) if session.ip else None
    session.user = User.from_db(DEFAULT_DB_ALIAS, USER, row[place:])
    return session if constant_time_compare(session.stamp, session.user.get_session_auth_hash()) else None


class SignedIn(HttpBearer):
    """Sets `request.user` and `request.api_session`; anything but a live token is `SignInRequired`."""

    def authenticate(self, request: HttpRequest, token: str) -> User:
        if SIGNATURE in request.headers or token.startswith(tokens.API_KEY):
            return _welcome(request, _of_key(request, token))
        session = session_of(token)
        if session is None:
            raise SignInRequired
        request.api_session = session  # type: ignore[attr-defined]
        return _welcome(request, session.user)

    def __call__(self, request: HttpRequest) -> User:
        return self.authenticate(request, bearer(request))


def require_setup_done(request: HttpRequest, user: User) -> None:
    """Staff past the days of grace can only set up their second step."""
    if staff.is_locked_to_setup(user) and not request.path.startswith(OPEN):
        raise FactorDue


class MaybeSignedIn(SignedIn):
    """As `SignedIn`, but no token at all is a visitor; a bad one is still refused."""

    def __call__(self, request: HttpRequest) -> User | bool:  # type: ignore[override]
        if request.headers.get("Authorization") or SIGNATURE in request.headers:
            return super().__call__(request)
        return True


def _welcome(request: HttpRequest, user: User) -> User:
    require_setup_done(request, user)
    request.user = user
    request.zone = ZoneInfo(user.time_zone)  # type: ignore[attr-defined]
    translation.activate(user.language)
    return user


def _of_key(request: HttpRequest, token: str) -> User:
    """The person of an API key, as bearer or by signature, whose scopes hold this call."""
    if SIGNATURE in request.headers:
        key: ApiKey | None = api_keys.use_signed(
            key_id=request.headers.get("X-Pathya-Key", ""),
            timestamp=request.headers.get("X-Pathya-Timestamp", ""),
            signature=request.headers[SIGNATURE],
            method=request.method or "",
            path=request.get_full_path(),
            body=request.body,
        )
    else:
        key = api_keys.use(token=token)
    if key is None:
        raise SignInRequired
    scope = scopes.needed(request.method or "", request.path)
    if scope not in key.scopes:
        raise OutOfScope(extra={"scope": scope})
    return key.user


def bearer(request: HttpRequest) -> str:
    """The token of `Authorization: Bearer …`, or an empty text."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


signed_in = SignedIn()
maybe_signed_in = MaybeSignedIn()
