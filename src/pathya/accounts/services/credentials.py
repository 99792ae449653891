"""Forgotten and changed passwords. Both end every session of the person."""

from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.utils.translation import get_language

from pathya.accounts import emails, limits, passwords
from pathya.accounts.errors import InvalidResetToken, WrongPassword
from pathya.accounts.events import Event
from pathya.accounts.models import User
from pathya.accounts.services import alarms
from pathya.accounts.services.api_sessions import end_all
from pathya.accounts.services.browser_sessions import forget_all
from pathya.kit import clock
from pathya.operations import audit


class ResetTokens(PasswordResetTokenGenerator):
    """Django's signed tokens: dead after an hour (PASSWORD_RESET_TIMEOUT), a sign-in, a change of password or
    address, and whatever ends the person's sessions."""

    key_salt = "pathya.accounts.reset"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.session_epoch}"

    def _now(self) -> datetime:
        return clock.now().replace(tzinfo=None)


reset_tokens = ResetTokens()


def forgot(*, email: str) -> None:
    """Mail a link to the owner of an address; an address without an account gets a mail that says so."""
    email = email.strip().lower()
    limits.reset()
    limits.mail_to(email)
    with transaction.atomic():
        user = User.objects.filter(email=email, is_active=True).first()
        token = make_token(user or User(email=email))
        if user:
            emails.send_reset(user, token)
        else:
            emails.send_unknown_account(email, get_language() or "en")
        audit.record(Event.RESET_ASKED, actor=None, subject=user)


def make_token(user: User) -> str:
    """`<user id>-<timestamp>-<signature>`, as it stands in the mail's link."""
    return f"{user.pk.hex}-{reset_tokens.make_token(user)}"


def owner_of(token: str, *, lock: bool = False) -> User | None:
    """Whose password a reset token may set now; None for one that is spent, late, forged or of a suspended person."""
    identity, _, signature = token.partition("-")
    try:
        wanted = UUID(identity)
    except ValueError:
        return None
    rows = User.objects.filter(pk=wanted, is_active=True)
    user = (rows.select_for_update() if lock else rows).first()
    return user if user and reset_tokens.check_token(user, signature) else None


@transaction.atomic
def reset(*, token: str, password: str) -> User:
    """Set a new password by a mailed token, which also proves the address. Signs nobody in."""
    user = owner_of(token, lock=True)
    if user is None:
        raise InvalidResetToken
    passwords.require_good(password, personal(user))
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    _set(user, password, Event.RESET_DONE)
    return user


def change(*, user: User, current: str, new: str, current_field: str = "current", new_field: str = "new") -> User:
    """Set a new password for who knows the present one; the caller opens a new session for this device."""
    limits.begin_password_try(f"change:{user.pk}")
    if not user.check_password(current):
        limits.password_failed()
        raise WrongPassword(fields={current_field: [WrongPassword.message]})
    limits.password_right(f"change:{user.pk}")
    passwords.require_good(new, personal(user), field=new_field)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        _set(user, new, Event.PASSWORD_CHANGED)
    return user


def personal(user: User) -> tuple[str, ...]:
    """What a password may not be made of."""
    return user.first_name, user.last_name, user.email


def _set(user: User, password: str, event: Event) -> None:
    user.set_password(password)
    user.session_epoch += 1
    user.save(update_fields=["password", "session_epoch"])
    end_all(user, "password")
    forget_all(user)
    emails.send_password_changed(user, alarms.token_for(user))
    audit.record(event, actor=user, subject=user)
