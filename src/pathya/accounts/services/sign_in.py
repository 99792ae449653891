"""Is this password right? One door for the page, the API and every other form that asks."""

from functools import cache

from django.contrib.auth.hashers import check_password, make_password

from pathya.accounts import limits
from pathya.accounts.errors import AccountSuspended, InvalidCredentials, VerificationRequired
from pathya.accounts.events import Event
from pathya.accounts.models import SignUp, User
from pathya.accounts.rules import MAX_PASSWORD
from pathya.accounts.services import sign_up
from pathya.kit import clock
from pathya.operations import audit


def prove(*, email: str, password: str) -> User:
    """The person whose address (proven) and password these are.

    Unknown address, wrong password and an address in somebody's unfinished sign-up cost the same statements and one
    hash. Raises `InvalidCredentials`, `TooManyTries`; after the right password only: `AccountSuspended`, and
    `VerificationRequired` with a fresh token, a new code being on its way.
    """
    email = email.strip().lower()
    limits.begin_password_try(email)
    user = User.objects.filter(email=email, emailaddress__email=email, emailaddress__verified=True).first()
    pending = sign_up.pending_for(email, clock.now())
    stored = user or pending
    right = check_password(password[: MAX_PASSWORD + 1], stored.password if stored else _nobody())
    if stored is None or not right:
        limits.password_failed()
        audit.record(Event.SIGN_IN_FAILED, actor=None, subject=user)
        raise InvalidCredentials
    limits.password_right(email)
    if isinstance(stored, SignUp):
        raise VerificationRequired(extra={"verificationToken": sign_up.renew(sign_up=stored)})
    if not stored.is_active:
        raise AccountSuspended
    return stored


@cache
def _nobody() -> str:
    """A hash that no password fits, made with the hasher in use."""
    return make_password("\x00 nobody \x00")
