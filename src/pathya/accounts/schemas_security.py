"""Bodies of `/auth/2fa`, `/auth/sessions`, `/auth/api-keys`, `/auth/passkeys`, `/admin/users`."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from pathya.accounts.models import User
from pathya.accounts.rules import Role
from pathya.kit.api import Body, Schema


class PasswordIn(Body):
    password: str


class CodeIn(Body):
    code: str


class ChallengeOut(Schema):
    """The second step of a sign-in is open; `expires_in` in seconds."""

    two_factor_required: bool = True
    challenge_token: str
    expires_in: int


class VerifyFactorIn(Body):
    challenge_token: str
    code: str


class SetupOut(Schema):
    """`otpauth_url` is what the QR code holds; `qr_code` is SVG."""

    secret: str
    otpauth_url: str
    qr_code: str
    expires_in: int


class BackupCodesOut(Schema):
    """Shown this once."""

    backup_codes: list[str]


class SessionOut(Schema):
    id: UUID
    kind: str
    device: str
    address: str | None
    place: str = Field(description="Town and country; empty where no database of places is configured.")
    started_at: datetime
    last_active_at: datetime = Field(validation_alias="seen_at")
    current: bool


class ApiKeyIn(Body):
    """`signed`: the key signs requests instead of being sent; see the docs."""

    name: str
    scopes: list[str]
    expires_in_days: int = 90
    signed: bool = False
    password: str


class ApiKeyOut(Schema):
    id: UUID
    name: str
    start: str
    scopes: list[str]
    signed: bool
    created_at: datetime = Field(validation_alias="made_at")
    expires_at: datetime
    last_used_at: datetime | None


class ApiKeyMadeOut(ApiKeyOut):
    """`key` is shown this once."""

    key: str


class PasskeyIn(Body):
    name: str = Field(min_length=1, max_length=60)
    password: str


class PasskeyRoundOut(Schema):
    """`options` go to the authenticator as they are; `token` comes back with its answer, once, within five minutes."""

    options: dict[str, Any]
    token: str


class PasskeyAnswerIn(Body):
    """`credential`: what `credentials.create` or `get` gave, as `PublicKeyCredential.toJSON()` writes it."""

    token: str = Field(max_length=4000)
    credential: dict[str, Any]
    remember_me: bool = False


class PasskeyOut(Schema):
    id: UUID
    name: str
    created_at: datetime = Field(validation_alias="made_at")
    last_used_at: datetime | None


class PersonOut(Schema):
    """Somebody with an account, as admins see them."""

    id: UUID
    first_name: str
    last_name: str
    email: str
    role: str
    active: bool = Field(validation_alias="is_active")
    suspended_at: datetime | None
    second_step: bool
    joined_at: datetime

    @staticmethod
    def resolve_second_step(user: User) -> bool:
        return user.factor_since is not None


class RoleIn(Body):
    role: Role
