"""Deleting what has ended. The audit trail keeps what happened."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from pathya.accounts.models import Alarm, ApiSession, Challenge, PhoneCode, SeenSignature, SignUp
from pathya.kit import clock

KEEP_ENDED = timedelta(days=30)
"""Ended API sessions stay this long, so that a refresh token used late is still known as used."""


def forget_ended() -> None:
    """Unfinished sign-ups after their day, API sessions a month after their end, the list's ended browser sessions."""
    now = clock.now()
    SignUp.objects.filter(expires_at__lt=now).delete()
    SeenSignature.objects.filter(expires_at__lt=now).delete()
    Challenge.objects.filter(expires_at__lt=now).delete()
    PhoneCode.objects.filter(expires_at__lt=now).delete()
    Alarm.objects.filter(expires_at__lt=now).delete()
    ApiSession.objects.filter(expires_at__lt=now - KEEP_ENDED).delete()
    live = Session.objects.filter(expire_date__gt=now).values("session_key")
    UserSession.objects.exclude(session_key__in=live).delete()
