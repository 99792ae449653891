"""Keys of a person's own programs: made, used, revoked. Signed requests for partners."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from pathya.accounts import emails, limits, tokens
from pathya.accounts.errors import InvalidSignature, TooManyKeys
from pathya.accounts.events import Event
from pathya.accounts.models import ApiKey, SeenSignature, User
from pathya.accounts.rules import KEY_DAYS, KEYS_PER_PERSON, SIGNATURE_TOLERANCE
from pathya.accounts.scopes import SCOPES
from pathya.accounts.services import alarms
from pathya.accounts.services.second_factor import require_password
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.operations import audit

USE_TOLD_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Made:
    """`secret` is shown this once."""

    key: ApiKey
    secret: str


def make(*, user: User, password: str, name: str, scopes: Sequence[str], days: int, signed: bool = False) -> Made:
    """A new key with `ntp_`; for signed requests the secret is kept sealed, else only its hash."""
    limits.new_key(str(user.pk))
    wanted = [scope for scope in SCOPES if scope in set(scopes)]
    if not wanted or set(scopes) - set(SCOPES):
        raise Invalid(fields={"scopes": [_("Choose at least one of the scopes.")]})
    if not 1 <= days <= KEY_DAYS:
        raise Invalid(fields={"days": [_("From 1 to 365 days.")]})
    if not name.strip() or len(name) > 60:
        raise Invalid(fields={"name": [_("Write a name of at most 60 characters.")]})
    require_password(user=user, password=password)
    secret = tokens.new(tokens.API_KEY)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if _live(user).count() >= KEYS_PER_PERSON:
            raise TooManyKeys
        key = ApiKey.objects.create(
            user=user,
            name=name.strip(),
            start=secret[:10],
            key_hash=None if signed else tokens.digest(secret),
            signing_secret=secret if signed else None,
            scopes=wanted,
            expires_at=clock.now() + timedelta(days=days),
        )
        audit.record(Event.KEY_MADE, actor=user, subject=user, detail={"key": str(key.pk), "scopes": wanted})
        emails.send_key_made(user, alarms.token_for(user), key.name, wanted)
    return Made(key, secret)


@transaction.atomic
def revoke(*, user: User, key_id: UUID) -> None:
    """Dead at the next call; another person's is not found."""
    if not ApiKey.objects.filter(user=user, pk=key_id, revoked_at__isnull=True).update(revoked_at=clock.now()):
        raise NotFound
    audit.record(Event.KEY_REVOKED, actor=user, subject=user, detail={"key": str(key_id)})


def revoke_all(user: User) -> None:
    """Inside the caller's transaction."""
    ApiKey.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=clock.now())


def of(user: User) -> list[ApiKey]:
    """A person's keys that are not revoked, newest first; ended ones are listed until they are removed."""
    return list(ApiKey.objects.filter(user=user, revoked_at__isnull=True).order_by("-made_at"))


def use(*, token: str) -> ApiKey | None:
    """The live key of a bearer token, with its person."""
    return _used(Q(key_hash=tokens.digest(token)))


def use_signed(*, key_id: str, timestamp: str, signature: str, method: str, path: str, body: bytes) -> ApiKey:
    """The live key that signed this request; five minutes of tolerance, each signature once."""
    now = clock.now()
    try:
        identity = UUID(key_id)
        age = abs(now.timestamp() - int(timestamp))
    except (ValueError, OverflowError):
        raise InvalidSignature from None
    if age > SIGNATURE_TOLERANCE.total_seconds() or not timestamp.isascii():
        raise InvalidSignature
    key = _used(Q(pk=identity, key_hash__isnull=True))
    if key is None:
        raise InvalidSignature
    wanted = sign(str(key.signing_secret), timestamp, method, path, body)
    if not constant_time_compare(wanted, signature):
        raise InvalidSignature
    seen = hashlib.sha256(f"{key.pk}|{signature}".encode()).hexdigest()
    ends = now + 2 * SIGNATURE_TOLERANCE
    _row, fresh = SeenSignature.objects.get_or_create(signature_hash=seen, defaults={"expires_at": ends})
    if not fresh:
        raise InvalidSignature
    return key


def sign(secret: str, timestamp: str, method: str, path: str, body: bytes) -> str:
    """HMAC-SHA256 in hex over timestamp, method, path with query, and the SHA-256 of the raw body, a line each."""
    text = "\n".join([timestamp, method.upper(), path, hashlib.sha256(body).hexdigest()])
    return hmac.new(secret.encode(), text.encode(), "sha256").hexdigest()


def _live(user: User) -> QuerySet[ApiKey]:
    return ApiKey.objects.filter(user=user, revoked_at__isnull=True, expires_at__gt=clock.now())


def _used(which: Q) -> ApiKey | None:
    now = clock.now()
    rows = ApiKey.objects.filter(which, revoked_at__isnull=True, expires_at__gt=now, user__is_active=True)
    key = rows.select_related("user").first()
    if key and (key.last_used_at is None or now - key.last_used_at > USE_TOLD_EVERY):
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
    return key
