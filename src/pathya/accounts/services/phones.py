"""A mobile number is proven by a code before anything is sent to it; changed, it has to be proven anew."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.crypto import constant_time_compare

from pathya.accounts import limits, tokens
from pathya.accounts.errors import CodeExpired, PhoneMissing, PhoneTaken, PhoneVerified, WrongPhoneCode
from pathya.accounts.events import Event
from pathya.accounts.models import PhoneCode, User
from pathya.accounts.rules import CODE_TRIES, PHONE_CODE_LIFE
from pathya.kit import clock
from pathya.kit.ids import new_id
from pathya.operations import audit
from pathya.outbox.services import Channel, Consent, send_text

TEXT = "phone_code"
"""The approved text of the SMS; the code is its variable."""


def send_code(*, user: User) -> None:
    """A fresh code to the account's number by SMS; the one before no longer works.

    Raises PhoneMissing, PhoneVerified, TooManyTries.
    """
    if not user.phone:
        raise PhoneMissing
    if user.phone_verified_at:
        raise PhoneVerified
    limits.phone_code(str(user.pk), user.phone)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        code, now = tokens.new_code(), clock.now()
        values = {"phone": user.phone, "code_hash": _hash(user, code), "tries": 0, "made_at": now}
        row, _made = PhoneCode.objects.update_or_create(
            user=user, defaults={**values, "expires_at": now + PHONE_CODE_LIFE}
        )
        _send(row, code)
        audit.record(Event.PHONE_CODE_SENT, actor=user, subject=user)


def confirm(*, user: User, code: str) -> User:
    """The number is theirs. Works once. Raises WrongPhoneCode, CodeExpired, PhoneTaken, TooManyTries."""
    limits.guess(f"phone {user.pk}")
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        right, dead = _judged(user, code)
    if not right:
        wrong = CodeExpired if dead else WrongPhoneCode
        raise wrong(fields={"code": [wrong.message]})
    try:
        return _proven(user)
    except IntegrityError:
        raise PhoneTaken(fields={"code": [PhoneTaken.message]}) from None


def waiting(user: User) -> bool:
    """Whether a code is on its way that can still be entered."""
    rows = PhoneCode.objects.filter(user=user, phone=user.phone, expires_at__gt=clock.now(), tries__lt=CODE_TRIES)
    return bool(user.phone) and not user.phone_verified_at and rows.exists()


def changed(user: User) -> None:
    """Inside the transaction that writes another number: nothing is known of it."""
    user.phone_verified_at = None
    PhoneCode.objects.filter(user=user).delete()


def _judged(user: User, code: str) -> tuple[bool, bool]:
    """Whether it is the code, and whether there is none that could be; a wrong try is counted."""
    row = PhoneCode.objects.filter(user=user, phone=user.phone).first()
    if row is None or row.tries >= CODE_TRIES or row.expires_at <= clock.now():
        return False, True
    if constant_time_compare(_hash(user, code), row.code_hash):
        return True, False
    row.tries += 1
    row.save(update_fields=["tries"])
    audit.record(Event.PHONE_CODE_WRONG, actor=user, subject=user, detail={"tries": row.tries})
    return False, row.tries >= CODE_TRIES


@transaction.atomic
def _proven(user: User) -> User:
    """The number may have been changed since the code was judged: then its code is gone with it."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if not PhoneCode.objects.filter(user=user, phone=user.phone).delete()[0]:
        raise CodeExpired(fields={"code": [CodeExpired.message]})
    user.phone_verified_at = clock.now()
    user.save(update_fields=["phone_verified_at"])
    audit.record(Event.PHONE_VERIFIED, actor=user, subject=user)
    return user


def _send(row: PhoneCode, code: str) -> None:
    language = row.user.language
    with translation.override(language):
        text = render_to_string("accounts/text/phone_code.txt", {"code": code, "practice_name": settings.PRACTICE_NAME})
    send_text(
        channel=Channel.SMS,
        to=row.phone,
        template=TEXT,
        text=text.strip(),
        variables=[code],
        language=language,
        key=f"phone-code:{new_id()}",
        consent=Consent(row.user_id, ""),
        not_after=row.expires_at,
    )


def _hash(user: User, code: str) -> str:
    return tokens.code_digest(code, of=f"phone.{user.pk}.{user.phone}")
