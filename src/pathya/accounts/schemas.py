"""Bodies of `/auth`."""

from uuid import UUID

from pydantic import AliasChoices, Field

from pathya.accounts.models import User
from pathya.accounts.services.api_sessions import Tokens
from pathya.kit.api import Body, Schema


class RegisterIn(Body):
    first_name: str
    last_name: str
    email: str
    phone: str | None = None
    password: str
    accept_terms: bool
    language: str | None = None
    timezone: str | None = None


class VerificationOut(Schema):
    verification_required: bool = True
    verification_token: str


class VerifyIn(Body):
    token: str
    code: str


class ResendIn(Body):
    """The token of the sign-up, or the address for who has lost it."""

    token: str | None = Field(None, validation_alias=AliasChoices("token", "verificationToken"))
    email: str | None = None


class LoginIn(Body):
    email: str
    password: str
    remember_me: bool = False


class RefreshIn(Body):
    refresh_token: str


class LogoutIn(Body):
    refresh_token: str | None = None


class ForgotIn(Body):
    email: str


class ResetIn(Body):
    """`token` is the last part of the mailed link."""

    token: str
    password: str


class ChangeIn(Body):
    current_password: str
    new_password: str


class OwnDetailsIn(Body):
    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None


class UserOut(Schema):
    id: UUID
    email: str
    first_name: str
    last_name: str
    phone: str
    phone_verified: bool
    role: str
    language: str
    timezone: str
    email_verified: bool

    @classmethod
    def of(cls, user: User) -> "UserOut":
        """There is no user whose address is not proven."""
        return cls(
            id=user.id,
            email=user.email,
            first_name=user.first_name,
            last_name=user.last_name,
            phone=user.phone,
            phone_verified=user.phone_verified_at is not None,
            role=user.role,
            language=user.language,
            timezone=user.time_zone,
            email_verified=True,
        )


class TokensOut(Schema):
    access_token: str
    refresh_token: str
    expires_in: int


class SignedInOut(Schema):
    user: UserOut
    tokens: TokensOut

    @classmethod
    def of(cls, user: User, tokens: Tokens) -> "SignedInOut":
        return cls(user=UserOut.of(user), tokens=TokensOut.model_validate(tokens))
