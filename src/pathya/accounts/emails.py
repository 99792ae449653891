"""Mails of accounts. Those to an address nobody has proven hold nothing that the asker wrote."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from pathya.accounts.models import SignUp, User
from pathya.accounts.rules import VERIFICATION_LIFE
from pathya.kit.ids import new_id
from pathya.outbox.services import send_mail


def send_code(sign_up: SignUp, code: str) -> None:
    send_mail(
        to=sign_up.email,
        template="accounts/mail/code",
        context={"code": code, "hours": VERIFICATION_LIFE // _HOUR},
        language=sign_up.language,
        key=f"account-code:{sign_up.id}:{sign_up.code_hash[:16]}",
    )


def send_account_exists(sign_up: SignUp, owner: User) -> None:
    """To the owner of an address that somebody wants to sign up with again."""
    send_mail(
        to=owner.email,
        template="accounts/mail/account_exists",
        context={"login_url": url("account_login"), "reset_url": url("account_reset_password")},
        language=owner.language,
        key=f"account-code:{sign_up.id}:{sign_up.code_hash[:16]}",
    )


def send_reset(user: User, token: str) -> None:
    send_mail(
        to=user.email,
        template="accounts/mail/reset",
        context={"link": url("account_reset_password_from_key", token)},
        language=user.language,
        key=f"account-reset:{new_id()}",
    )


def send_unknown_account(email: str, language: str) -> None:
    """To an address without an account, asked for a reset: as many mails as for one that has it."""
    send_mail(
        to=email,
        template="accounts/mail/unknown_account",
        context={"signup_url": url("account_signup")},
        language=language,
        key=f"account-reset:{new_id()}",
    )


def send_password_changed(user: User, alarm: str) -> None:
    _send_notice(user, "password_changed", alarm)


def send_factor_changed(user: User, alarm: str, what: str) -> None:
    """`what`: `on`, `off`, `codes`."""
    _send_notice(user, "factor_changed", alarm, what=what)


def send_new_device(user: User, alarm: str, device: str) -> None:
    """`device` as `devices.described` tells it: `Firefox on Linux`."""
    _send_notice(user, "new_device", alarm, device=device)


def send_key_made(user: User, alarm: str, key: str, scopes: list[str]) -> None:
    """`key` is the name the person gave it, `scopes` what it may do."""
    _send_notice(user, "key_made", alarm, key=key, scopes=", ".join(scopes))


def send_social_linked(user: User, alarm: str, service: str) -> None:
    """`service`: Google, Facebook."""
    _send_notice(user, "social_linked", alarm, service=service)


def _send_notice(user: User, template: str, alarm: str, **more: str) -> None:
    """Something has changed; the link says that it was not you."""
    send_mail(
        to=user.email,
        template=f"accounts/mail/{template}",
        context={"name": user.first_name, "not_me_url": url("account_not_me", alarm), **more},
        language=user.language,
        key=f"account-notice:{new_id()}",
    )


def url(name: str, *arguments: str) -> str:
    """An address for mails: its host is the configured one, whatever host the request named."""
    return settings.BASE_URL + reverse(name, args=arguments)


_HOUR = timedelta(hours=1)
