"""Somebody says that what a mail told of wasn't them."""

from django.db import transaction
from django.db.models import QuerySet

from pathya.accounts import emails, limits, tokens
from pathya.accounts.errors import InvalidAlarm
from pathya.accounts.events import Event
from pathya.accounts.models import Alarm, User
from pathya.accounts.services import api_keys, api_sessions, browser_sessions, credentials
from pathya.kit import clock
from pathya.operations import audit


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
        audit.record(Event.ALARM, actor=None, subject=user)
        emails.send_reset(user, credentials.make_token(user))


def _rows(token: str) -> QuerySet[Alarm]:
    return Alarm.objects.filter(
        token_hash=tokens.digest(token), used_at__isnull=True, expires_at__gt=clock.now(), user__is_active=True
    )
