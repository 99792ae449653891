"""From the form to the proven address: start, resend, confirm. A user exists only after `confirm`."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare

from pathya.accounts import emails, limits, passwords, tokens
from pathya.accounts.errors import CodeExpired, InvalidVerificationToken, WrongCode
from pathya.accounts.events import Event
from pathya.accounts.models import SignUp, User
from pathya.accounts.rules import CODE_TRIES, CODES_PER_SIGN_UP, VERIFICATION_LIFE
from pathya.kit import clock
from pathya.kit.errors import TooManyTries
from pathya.operations import audit


def start(
    *,
    first_name: str,
    last_name: str,
    email: str,
    password: str,
    phone: str = "",
    language: str = "en",
    time_zone: str = "Asia/Kolkata",
) -> str:
    """Keep the sign-up, mail a code, return the token that goes with it.

    An address that has an account gives the same answer after the same work; its owner gets a mail instead.
    """
    email = email.strip().lower()
    passwords.require_good(password, (first_name, last_name, email))
    limits.sign_up()
    limits.mail_to(email)
    token = tokens.new(tokens.SIGN_UP)
    now = clock.now()
    with transaction.atomic():
        sign_up = SignUp.objects.create(
            token_hash=tokens.digest(token),
            email=email,
            first_name=first_name,
            last_name=last_name,
            phone=phone,
            password=make_password(password),
            language=language,
            time_zone=time_zone,
            terms_accepted_at=now,
            created_at=now,
            expires_at=now + VERIFICATION_LIFE,
        )
        _send_code(sign_up)
    return token


def resend(*, token: str) -> None:
    """A new code for the same sign-up; the one before no longer works."""
    sign_up = waiting(token)
    if sign_up is None:
        raise InvalidVerificationToken
    limits.mail_to(sign_up.email)
    with transaction.atomic():
        _send_code(SignUp.objects.select_for_update().get(id=sign_up.id))


def resend_to(*, email: str) -> None:
    """As `resend` for the newest sign-up of an address, for who lost the answer; quiet where there is none."""
    email = email.strip().lower()
    limits.sign_up()
    limits.mail_to(email)
    with transaction.atomic():
        sign_up = pending_for(email, clock.now(), lock=True)
        if sign_up and sign_up.codes_sent < CODES_PER_SIGN_UP:
            _send_code(sign_up)


def renew(*, sign_up: SignUp) -> str:
    """A fresh token and code, for who has just shown the right password of this sign-up."""
    limits.mail_to(sign_up.email)
    token = tokens.new(tokens.SIGN_UP)
    with transaction.atomic():
        sign_up = SignUp.objects.select_for_update().get(id=sign_up.id)
        sign_up.token_hash = tokens.digest(token)
        sign_up.codes_sent = 0
        _send_code(sign_up)
    return token


def confirm(*, token: str, code: str) -> User:
    """The user, made now that the address is proven. Works once; five wrong tries use a code up."""
    sign_up = waiting(token)
    if sign_up is None:
        raise InvalidVerificationToken
    limits.guess(sign_up.email)
    with transaction.atomic():
        sign_up = SignUp.objects.select_for_update().get(id=sign_up.id)
        user = _accept(sign_up, code)
        dead = sign_up.code_tries >= CODE_TRIES or sign_up.used_at is not None
    if user is None:
        raise (
            CodeExpired(fields={"code": [CodeExpired.message]})
            if dead
            else WrongCode(fields={"code": [WrongCode.message]})
        )
    return user


def waiting(token: str) -> SignUp | None:
    """The sign-up that a token belongs to, while it can still be confirmed."""
    return SignUp.objects.filter(
        token_hash=tokens.digest(token), used_at__isnull=True, expires_at__gt=clock.now()
    ).first()


def pending_for(email: str, now: datetime, *, lock: bool = False) -> SignUp | None:
    """The newest sign-up of an address that can still be confirmed."""
    rows = SignUp.objects.filter(email=email, used_at__isnull=True, expires_at__gt=now).order_by("-created_at")
    return (rows.select_for_update() if lock else rows).first()


def _accept(sign_up: SignUp, code: str) -> User | None:
    """Inside the transaction that holds the row: the user, or None with the try counted."""
    if sign_up.used_at or sign_up.code_tries >= CODE_TRIES:
        return None
    right = constant_time_compare(tokens.code_digest(code, of=str(sign_up.id)), sign_up.code_hash)
    user = _make_user(sign_up) if right else None
    if user is None:
        sign_up.code_tries += 1
        sign_up.save(update_fields=["code_tries"])
        audit.record(Event.CODE_WRONG, actor=None, subject=sign_up, detail={"tries": sign_up.code_tries})
        return None
    sign_up.used_at = clock.now()
    sign_up.save(update_fields=["used_at"])
    audit.record(Event.VERIFIED, actor=user, subject=user)
    return user


def _make_user(sign_up: SignUp) -> User | None:
    """None when the address has an account by now: nobody gets in by guessing a code that was never sent."""
    if User.objects.filter(email=sign_up.email).exists():
        return None
    copied = ("email", "first_name", "last_name", "phone", "password", "language", "time_zone", "terms_accepted_at")
    try:
        with transaction.atomic():
            user = User.objects.create(**{name: getattr(sign_up, name) for name in copied})
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    except IntegrityError:
        return None
    return user


def _send_code(sign_up: SignUp) -> None:
    """A new code by mail; the owner of an existing account is told instead. The same statements both ways."""
    if sign_up.codes_sent >= CODES_PER_SIGN_UP:
        raise TooManyTries(retry_after=int(VERIFICATION_LIFE.total_seconds()))
    code = tokens.new_code()
    owner = User.objects.filter(email=sign_up.email).first()
    sign_up.code_hash = tokens.code_digest(code, of=str(sign_up.id))
    sign_up.code_tries = 0
    sign_up.codes_sent += 1
    sign_up.save(update_fields=["code_hash", "code_tries", "codes_sent", "token_hash"])
    if owner:
        emails.send_account_exists(sign_up, owner)
    else:
        emails.send_code(sign_up, code)
    audit.record(
        Event.SIGN_UP_KNOWN if owner else Event.CODE_SENT,
        actor=None,
        subject=sign_up,
        detail={"codes": sign_up.codes_sent},
    )
