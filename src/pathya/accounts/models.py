"""A person who can sign in, sign-ups not yet proven, and the sessions of API clients."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from pathya.accounts.rules import Role
from pathya.accounts.security_models import (
    Alarm,
    ApiKey,
    Authenticator,
    BackupCode,
    Challenge,
    KnownDevice,
    Passkey,
    PhoneCode,
    SeenSignature,
    SocialLink,
)
from pathya.kit import clock
from pathya.kit.ids import new_id

__all__ = [
    "Alarm",
    "ApiKey",
    "ApiSession",
    "Authenticator",
    "BackupCode",
    "Challenge",
    "KnownDevice",
    "Passkey",
    "PhoneCode",
    "RefreshToken",
    "Role",
    "SeenSignature",
    "SignUp",
    "SocialLink",
    "User",
]


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """`email` is kept in lower case and unique; a suspended person can't sign in.

    Whoever raises `session_epoch`, or changes the password, ends every browser and API session at once.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    first_name = models.CharField(_("first name"), max_length=60)
    last_name = models.CharField(_("last name"), max_length=60)
    phone = models.CharField(_("phone"), max_length=16, blank=True)
    phone_verified_at = models.DateTimeField(null=True, blank=True)
    """Since when the number is known to be theirs: nothing is sent to one that is not."""
    role = models.CharField(max_length=16, choices=Role.choices, default=Role.CLIENT)
    language = models.CharField(max_length=5, default="en")
    time_zone = models.CharField(max_length=64, default="Asia/Kolkata")
    is_active = models.BooleanField(default=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(default=clock.now)
    terms_accepted_at = models.DateTimeField(null=True, blank=True)
    session_epoch = models.PositiveIntegerField(default=0)
    factor_since = models.DateTimeField(null=True, blank=True)
    """Since when sign-in asks for a second step; None when it does not."""
    factor_due_at = models.DateTimeField(null=True, blank=True)
    """From when staff without a second step can do nothing but set one up."""

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["first_name", "last_name"]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_lower"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="user_role_known"),
            models.CheckConstraint(
                condition=Q(role=Role.ADMIN) | Q(is_superuser=False), name="user_superuser_is_admin"
            ),
            models.CheckConstraint(
                condition=Q(is_active=False) | Q(suspended_at__isnull=True), name="user_suspended_inactive"
            ),
            models.CheckConstraint(
                condition=Q(phone_verified_at__isnull=True) | ~Q(phone=""), name="user_verified_phone_is_there"
            ),
            models.UniqueConstraint(
                fields=["phone"], condition=Q(phone_verified_at__isnull=False), name="user_verified_phone_once"
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        return self.first_name

    @property
    def login(self) -> str:
        """The address before the @."""
        return self.email.partition("@")[0]

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        value = f"{self.password}.{self.session_epoch}"
        return salted_hmac("pathya.accounts.session", value, secret=secret, algorithm="sha256").hexdigest()


class SignUp(models.Model):
    """Someone asked for an account and has not yet proven the address: there is no user until then.

    So an address can't be taken by who does not read its mail, and anybody may begin anew at any time.
    A row is written for an address that has an account as well; no code of it was ever sent.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField(db_index=True)
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    phone = models.CharField(max_length=16, blank=True)
    password = models.CharField(max_length=128)
    language = models.CharField(max_length=5)
    time_zone = models.CharField(max_length=64)
    terms_accepted_at = models.DateTimeField()
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    code_hash = models.CharField(max_length=64)
    code_tries = models.PositiveSmallIntegerField(default=0)
    codes_sent = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="sign_up_email_lower"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class ApiSession(models.Model):
    """One sign-in of an API client: a family of refresh tokens and the one access token that is valid now.

    `stamp` is the user's session hash at sign-in: when that changes, nothing here counts any more.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_sessions")
    stamp = models.CharField(max_length=64)
    access_hash = models.CharField(max_length=64, unique=True)
    access_expires_at = models.DateTimeField()
    remember = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    last_used_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.CharField(max_length=24, blank=True)
    ip = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return str(self.id)

    @property
    def access_seconds(self) -> int:
        """Seconds the access token still lives."""
        left: timedelta = self.access_expires_at - clock.now()
        return max(round(left.total_seconds()), 0)

    def is_live(self, at: datetime) -> bool:
        """Not revoked, not over; the caller compares `stamp` with the user."""
        return self.revoked_at is None and at < self.expires_at


class RefreshToken(models.Model):
    """Works once; the session holds at most one that has not been used."""

    token_hash = models.CharField(max_length=64, unique=True)
    session = models.ForeignKey(ApiSession, on_delete=models.CASCADE, related_name="refresh_tokens")
    created_at = models.DateTimeField(default=clock.now)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(used_at__isnull=True), name="refresh_token_one_live"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
