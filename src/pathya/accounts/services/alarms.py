""" "This wasn't me": the links in mails about sign-ins and changes."""

from pathya.accounts import tokens
from pathya.accounts.models import Alarm, User
from pathya.accounts.rules import ALARM_LIFE
from pathya.kit import clock


def token_for(user: User) -> str:
    """A new link's token, inside the caller's transaction."""
    token = tokens.new(tokens.ALARM)
    Alarm.objects.create(user=user, token_hash=tokens.digest(token), expires_at=clock.now() + ALARM_LIFE)
    return token
