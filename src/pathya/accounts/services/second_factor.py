"""The second step of a sign-in: an authenticator app and ten backup codes."""

import base64
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from pathya.accounts import emails, limits, tokens, totp
from pathya.accounts.errors import FactorOff, FactorOn, SetupOver, WrongFactorCode, WrongPassword
from pathya.accounts.events import Event
from pathya.accounts.models import Authenticator, BackupCode, Passkey, Role, User
from pathya.accounts.rules import BACKUP_CODES, SETUP_LIFE
from pathya.accounts.services import alarms
from pathya.kit import clock
from pathya.kit.errors import NotFound
from pathya.operations import audit


@dataclass(frozen=True)
class Setup:
    """What an app needs: the secret as text, the address that the QR code holds, and its picture as SVG."""

    secret: str
    address: str

    @property
    def picture(self) -> str:
        return totp.picture(self.address)

    @property
    def picture_url(self) -> str:
        return f"data:image/svg+xml;base64,{base64.b64encode(self.picture.encode()).decode()}"

    @property
    def spaced(self) -> str:
        """The secret in groups of four, as people type it."""
        return " ".join(self.secret[at : at + 4] for at in range(0, len(self.secret), 4))


def require_password(*, user: User, password: str, field: str = "password") -> None:
    """Ask once more who is at the keyboard; counted like a sign-in."""
    limits.begin_password_try(f"again:{user.pk}")
    if not user.check_password(password):
        limits.password_failed()
        raise WrongPassword(fields={field: [WrongPassword.message]})
    limits.password_right(f"again:{user.pk}")


def begin(*, user: User, password: str) -> Setup:
    """Make a secret to be confirmed within ten minutes; one begun before no longer counts."""
    require_password(user=user, password=password)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if Authenticator.objects.filter(user=user, confirmed_at__isnull=False).exists():
            raise FactorOn
        Authenticator.objects.filter(user=user).delete()
        made = Authenticator.objects.create(user=user, seed=totp.new_secret())
    return _setup(user, made)


def pending(user: User) -> Setup | None:
    """The set-up that waits for its first code."""
    since = clock.now() - SETUP_LIFE
    row = Authenticator.objects.filter(user=user, confirmed_at__isnull=True, made_at__gt=since).first()
    return _setup(user, row) if row else None


def confirm(*, user: User, code: str) -> list[str]:
    """Turn it on by a code of the app; the ten backup codes, to be shown this once."""
    limits.factor_try(str(user.pk))
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        row = Authenticator.objects.filter(user=user, confirmed_at__isnull=True).first()
        now = clock.now()
        if row is None or row.made_at + SETUP_LIFE <= now:
            raise SetupOver
        step = totp.step_of(row.seed, _digits(code), now)
        if step is None:
            raise _wrong()
        Authenticator.objects.filter(pk=row.pk).update(confirmed_at=now, last_step=step)
        codes = switched_on(user)
    limits.factor_right(str(user.pk))
    return codes


def disable(*, user: User, code: str) -> None:
    """Turn the app off, by one of its codes or a backup code."""
    require_code(user=user, code=code)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        Authenticator.objects.filter(user=user).delete()
        switched_off_if_last(user, actor=user)


def renew_backup_codes(*, user: User, code: str) -> list[str]:
    """Ten new ones, by a code; the old ones no longer work."""
    require_code(user=user, code=code)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        audit.record(Event.BACKUP_CODES_RENEWED, actor=user, subject=user)
        emails.send_factor_changed(user, alarms.token_for(user), "codes")
        return _new_codes(user)


@transaction.atomic
def remove(*, actor: User, user: User) -> None:
    """An admin takes away the second step of somebody who has lost everything, after making sure who asks."""
    if actor.role != Role.ADMIN:
        raise NotFound
    user = User.objects.select_for_update().get(pk=user.pk)
    Authenticator.objects.filter(user=user).delete()
    Passkey.objects.filter(user=user).delete()
    switched_off_if_last(user, actor=actor)


def require_code(*, user: User, code: str) -> None:
    """Take a code of who is signed in already; counted, used up."""
    if user.factor_since is None:
        raise FactorOff
    limits.factor_try(str(user.pk))
    if accept(user=user, code=code) is None:
        audit.record(Event.FACTOR_FAILED, actor=user, subject=user)
        raise _wrong()
    limits.factor_right(str(user.pk))


def accept(*, user: User, code: str) -> str | None:
    """Use up a code of the app or a backup code: `app`, `backup`, or None. Of many at once one is taken."""
    digits = _digits(code)
    row = Authenticator.objects.filter(user=user, confirmed_at__isnull=False).first()
    if row and len(digits) == totp.DIGITS:
        step = totp.step_of(row.seed, digits, clock.now())
        if step is None:
            return None
        fresh = Authenticator.objects.filter(pk=row.pk, confirmed_at__isnull=False, last_step__lt=step)
        return "app" if fresh.update(last_step=step) else None
    digest = _backup_digest(user, code)
    unused = BackupCode.objects.filter(user=user, code_hash=digest, used_at__isnull=True)
    return "backup" if unused.update(used_at=clock.now()) else None


def has_app(user: User) -> bool:
    return Authenticator.objects.filter(user=user, confirmed_at__isnull=False).exists()


def codes_left(user: User) -> int:
    return BackupCode.objects.filter(user=user, used_at__isnull=True).count()


def switched_on(user: User) -> list[str]:
    """One more way is on, inside the caller's transaction; the backup codes when it is the first."""
    first = user.factor_since is None
    if first:
        user.factor_since = clock.now()
        user.save(update_fields=["factor_since"])
    audit.record(Event.FACTOR_ON, actor=user, subject=user)
    emails.send_factor_changed(user, alarms.token_for(user), "on")
    return _new_codes(user) if first else []


def switched_off_if_last(user: User, *, actor: User) -> None:
    """One way less, inside the caller's transaction; with the last one the backup codes go."""
    if not has_app(user) and not Passkey.objects.filter(user=user).exists():
        user.factor_since = None
        user.save(update_fields=["factor_since"])
        BackupCode.objects.filter(user=user).delete()
    audit.record(Event.FACTOR_OFF, actor=actor, subject=user)
    emails.send_factor_changed(user, alarms.token_for(user), "off")


def _new_codes(user: User) -> list[str]:
    codes = [tokens.new_backup_code() for _ in range(BACKUP_CODES)]
    BackupCode.objects.filter(user=user).delete()
    BackupCode.objects.bulk_create(BackupCode(user=user, code_hash=_backup_digest(user, code)) for code in codes)
    return codes


def _backup_digest(user: User, code: str) -> str:
    signs = "".join(sign for sign in code.upper() if sign in tokens.ALPHABET)
    return tokens.code_digest(signs, of=f"backup.{user.pk}")


def _digits(code: str) -> str:
    """`123 456` as an app shows it; anything with other signs is no such code."""
    text = code.replace(" ", "").replace("-", "")
    return text if text.isascii() and text.isdigit() else ""


def _setup(user: User, row: Authenticator) -> Setup:
    return Setup(row.seed, totp.address(row.seed, issuer=settings.PRACTICE_NAME, account=user.email))


def _wrong() -> WrongFactorCode:
    return WrongFactorCode(fields={"code": [WrongFactorCode.message]})
