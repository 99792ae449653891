"""Bodies of `/auth/2fa`, `/auth/sessions`, `/auth/api-keys`."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

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
