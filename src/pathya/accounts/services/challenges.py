"""Between the right password and the session: a challenge of five minutes and five tries."""

from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare

from pathya.accounts import limits, tokens
from pathya.accounts.errors import InvalidChallenge, WrongFactorCode
from pathya.accounts.events import Event
from pathya.accounts.models import Challenge, User
from pathya.accounts.rules import CHALLENGE_LIFE, CHALLENGE_TRIES
from pathya.accounts.services import second_factor
from pathya.kit import clock
from pathya.operations import audit


def open_for(*, user: User, remember: bool) -> str:
    """A token for somebody whose password was right and who has a second step."""
    token = tokens.new(tokens.CHALLENGE)
    Challenge.objects.create(
        token_hash=tokens.digest(token),
        user=user,
        stamp=user.get_session_auth_hash(),
        remember=remember,
        expires_at=clock.now() + CHALLENGE_LIFE,
    )
    return token


def waiting(token: str) -> Challenge | None:
    """The challenge that a token still opens, with its user."""
    if not token.startswith(tokens.CHALLENGE):
        return None
    row = Challenge.objects.filter(
        token_hash=tokens.digest(token),
        used_at__isnull=True,
        expires_at__gt=clock.now(),
        tries__lt=CHALLENGE_TRIES,
        user__is_active=True,
    )
    found = row.select_related("user").first()
    if found is None or not constant_time_compare(found.stamp, found.user.get_session_auth_hash()):
        return None
    return found


def answer(*, token: str, code: str) -> Challenge:
    """Take the code of the second step; the challenge is used up and its person may be signed in.

    Each try is counted before the code is looked at. Raises `InvalidChallenge`, `WrongFactorCode`, `TooManyTries`.
    """
    found = waiting(token)
    if found is None:
        raise InvalidChallenge
    limits.factor_try(str(found.user_id))
    if not Challenge.objects.filter(pk=found.pk, tries__lt=CHALLENGE_TRIES).update(tries=F("tries") + 1):
        raise InvalidChallenge
    kind = _answered(found, code)
    if kind is None:
        audit.record(Event.FACTOR_FAILED, actor=None, subject=found.user)
        raise WrongFactorCode(fields={"code": [WrongFactorCode.message]})
    limits.factor_right(str(found.user_id))
    return found


@transaction.atomic
def passed(*, found: Challenge, by: str) -> None:
    """Use a challenge up; of two at once one does."""
    if not Challenge.objects.filter(pk=found.pk, used_at__isnull=True).update(used_at=clock.now()):
        raise InvalidChallenge
    audit.record(Event.FACTOR_PASSED, actor=found.user, subject=found.user, detail={"by": by})


@transaction.atomic
def _answered(found: Challenge, code: str) -> str | None:
    kind = second_factor.accept(user=found.user, code=code)
    if kind:
        passed(found=found, by=kind)
    return kind
