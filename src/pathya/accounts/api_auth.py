"""Who calls the API: a bearer token, one statement, no session cookie."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import translation
from django.utils.crypto import constant_time_compare
from ninja.security import HttpBearer

from pathya.accounts import tokens
from pathya.accounts.models import ApiSession, User
from pathya.kit import clock
from pathya.kit.errors import SignInRequired


def session_of(token: str) -> ApiSession | None:
    """The live session of an access token with its user, in one statement; None for anything else."""
    if not token.startswith(tokens.ACCESS):
        return None
    now = clock.now()
    session = (
        ApiSession.objects.select_related("user")
        .filter(
            access_hash=tokens.digest(token),
            access_expires_at__gt=now,
            expires_at__gt=now,
            revoked_at__isnull=True,
            user__is_active=True,
        )
        .first()
    )
    if session and constant_time_compare(session.stamp, session.user.get_session_auth_hash()):
        return session
    return None


class SignedIn(HttpBearer):
    """Sets `request.user` and `request.api_session`; anything but a live token is `SignInRequired`."""

    def authenticate(self, request: HttpRequest, token: str) -> User:
        session = session_of(token)
        if session is None:
            raise SignInRequired
        request.user = session.user
        request.api_session = session  # type: ignore[attr-defined]
        request.zone = ZoneInfo(session.user.time_zone)  # type: ignore[attr-defined]
        translation.activate(session.user.language)
        return session.user

    def __call__(self, request: HttpRequest) -> User:
        return self.authenticate(request, bearer(request))


class MaybeSignedIn(SignedIn):
    """As `SignedIn`, but no token at all is a visitor; a bad one is still refused."""

    def __call__(self, request: HttpRequest) -> User | bool:  # type: ignore[override]
        if request.headers.get("Authorization"):
            return super().__call__(request)
        return True


def bearer(request: HttpRequest) -> str:
    """The token of `Authorization: Bearer …`, or an empty text."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


signed_in = SignedIn()
maybe_signed_in = MaybeSignedIn()
