"""The state between asking an authenticator and its answer, for callers without a session: five minutes, once."""

from collections.abc import Mapping
from typing import Any

from pathya.accounts import tokens
from pathya.accounts.errors import InvalidChallenge
from pathya.accounts.models import SeenSignature, User
from pathya.accounts.rules import CHALLENGE_LIFE
from pathya.accounts.services import passkeys
from pathya.kit import clock
from pathya.kit.tokens import BadToken, read, sign

MAKE, PROVE = "accounts.passkey.make", "accounts.passkey.prove"
Round = tuple[Mapping[str, Any], str]
"""Options for the authenticator, the token to send with its answer."""


def begin(*, user: User, name: str) -> Round:
    """Ask for a new passkey of somebody whose password was just asked for."""
    options, state = passkeys.begin(user=user)
    return options, sign(MAKE, {"user": user.pk.hex, "name": name, "state": state}, lifetime=CHALLENGE_LIFE)


def add(*, user: User, token: str, response: Mapping[str, Any]) -> list[str]:
    """Keep the passkey that was asked for; raises InvalidChallenge, PasskeyRefused, TooManyPasskeys."""
    kept = _taken(MAKE, token)
    if kept["user"] != user.pk.hex:
        raise InvalidChallenge
    return passkeys.add(user=user, name=kept["name"], state=kept["state"], response=response)


def ask() -> Round:
    """Ask for any passkey of ours."""
    options, state = passkeys.ask()
    return options, sign(PROVE, state, lifetime=CHALLENGE_LIFE)


def prove(*, token: str, response: Mapping[str, Any]) -> User:
    """Whose passkey answered; raises InvalidChallenge, PasskeyRefused, AccountSuspended."""
    return passkeys.prove(state=_taken(PROVE, token), response=response)


def _taken(purpose: str, token: str) -> Any:
    """What the token holds; of two uses the first counts."""
    try:
        held = read(purpose, token)
    except BadToken:
        raise InvalidChallenge from None
    ends = clock.now() + CHALLENGE_LIFE
    _row, fresh = SeenSignature.objects.get_or_create(
        signature_hash=tokens.digest(token), defaults={"expires_at": ends}
    )
    if not fresh:
        raise InvalidChallenge
    return held
