"""Somebody says that what a mail told of wasn't them."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from pathya.accounts import emails, limits, tokens
from pathya.accounts.errors import InvalidAlarm
from pathya.accounts.events import Event
from pathya.accounts.models import Alarm, Passkey, SocialLink, User
from pathya.accounts.rules import ALARM_LIFE
from pathya.accounts.services import api_keys, api_sessions, browser_sessions, credentials, second_factor
from pathya.kit import clock
from pathya.operations import audit

AT_ONCE = timedelta(seconds=5)
"""Between a passkey and the mail about it."""


def is_open(token: str) -> bool:
    limits.alarm()
    return _rows(token).exists()


def say(*, token: str) -> None:
    """End every session, make the password worthless and mail a link that sets a new one; works once."""
    limits.alarm()
    with transaction.atomic():
        row = _rows(token).first()
        if row is None or not _rows(token).update(used_at=clock.now()):
            raise InvalidAlarm
        user = User.objects.select_for_update().get(pk=row.user_id)
        user.set_unusable_password()
        user.session_epoch += 1
        user.save(update_fields=["password", "session_epoch"])
        api_sessions.end_all(user, "alarm")
        browser_sessions.forget_all(user)
        api_keys.revoke_all(user)
        SocialLink.objects.filter(user=user).delete()
        _take_passkeys(user, row)
        audit.record(Event.ALARM, actor=None, subject=user)
        emails.send_reset(user, credentials.make_token(user))


def _take_passkeys(user: User, alarm: Alarm) -> None:
    """A passkey signs in alone, so the one that this very mail told of must not stay; an app only asks for more."""
    told_at = alarm.expires_at - ALARM_LIFE
    added = Passkey.objects.filter(user=user, made_at__range=(told_at - AT_ONCE, told_at + AT_ONCE))
    if added.delete()[0]:
        second_factor.switched_off_if_last(user, actor=user)


def _rows(token: str) -> QuerySet[Alarm]:
    return Alarm.objects.filter(
        token_hash=tokens.digest(token), used_at__isnull=True, expires_at__gt=clock.now(), user__is_active=True
    )
