"""What proves a person besides the password, and what stands between the password and the session."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from pathya.kit import clock
from pathya.kit.fields import EncryptedTextField
from pathya.kit.ids import new_id


class Authenticator(models.Model):
    """A person's authenticator app; until `confirmed_at` is set it is only a set-up of ten minutes.

    `last_step` is the newest step whose code was taken: only a later one counts, so that a code works once.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="authenticator")
    seed = EncryptedTextField(owner="user_id")
    made_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.id)


class BackupCode(models.Model):
    """One of ten codes for the day the phone is lost; works once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="backup_codes")
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "code_hash"], name="backup_code_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Challenge(models.Model):
    """The password was right and the second step is open. `stamp` as on `ApiSession`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="challenges")
    stamp = models.CharField(max_length=64)
    remember = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(tries__lte=5), name="challenge_tries"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Alarm(models.Model):
    """The link "this wasn't me" of a mail: works once, for a week, without signing in."""

    token_hash = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="alarms")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.pk)


class KnownDevice(models.Model):
    """A browser or client a person has signed in with: known ones cause no mail."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="known_devices")
    device_hash = models.CharField(max_length=64)
    seen_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "device_hash"], name="known_device_once")]

    def __str__(self) -> str:
        return str(self.pk)


class ApiKey(models.Model):
    """A key of a person's own programs. A plain one is stored as a hash; one for signed requests has a sealed secret
    instead, which never travels. `start` is what the list shows of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=60)
    start = models.CharField(max_length=12)
    key_hash = models.CharField(max_length=64, unique=True, null=True)
    signing_secret = EncryptedTextField(owner="user_id", null=True)
    scopes = ArrayField(models.CharField(max_length=32))
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(key_hash__isnull=False, signing_secret__isnull=True)
                | Q(key_hash__isnull=True, signing_secret__isnull=False),
                name="api_key_plain_or_signed",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def signed(self) -> bool:
        return self.key_hash is None


class PhoneCode(models.Model):
    """The code that was sent to a person's number and proves that it is theirs; five tries, ten minutes."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="phone_code"
    )
    phone = models.CharField(max_length=16)
    code_hash = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(tries__lte=5), name="phone_code_tries")]

    def __str__(self) -> str:
        return str(self.user_id)


class SeenSignature(models.Model):
    """A signature that was taken; it is taken once."""

    signature_hash = models.CharField(max_length=64, primary_key=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.signature_hash[:8]


class Passkey(models.Model):
    """A passkey (WebAuthn): `public` is the attested credential data, `uses` the authenticator's own counter."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60)
    credential_hash = models.CharField(max_length=64, unique=True)
    public = models.BinaryField()
    uses = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)
    last_used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class SocialLink(models.Model):
    """An account elsewhere that signs this person in; `subject` is the service's own name of it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="social_links")
    provider = models.CharField(max_length=16)
    subject = models.CharField(max_length=200)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "subject"], name="social_link_once"),
            models.UniqueConstraint(fields=["user", "provider"], name="social_link_one_a_person"),
        ]

    def __str__(self) -> str:
        return self.provider
