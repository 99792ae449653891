"""The known cast. Each is made once per test and has proven the address; the password is `PASSWORD`."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from pathya.accounts import tokens
from pathya.accounts.models import ApiSession, RefreshToken, Role, User
from pathya.accounts.rules import ACCESS_LIFE, SESSION_LIFE
from pathya.kit import clock

PASSWORD = "Pathya-demo-2026"


def person(first_name: str, last_name: str, role: Role = Role.CLIENT, **fields: Any) -> User:
    """The user `<first name>@pathya.example`, made on first use with the fast hasher of tests."""
    email = f"{first_name.lower()}@pathya.example"
    defaults = {"first_name": first_name, "last_name": last_name, "role": role, **fields}
    defaults.setdefault("is_superuser", role == Role.ADMIN)
    user, made = User.objects.get_or_create(
        email=email, defaults={**defaults, "password": make_password(PASSWORD, hasher="md5")}
    )
    if made:
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def asha() -> User:
    """A client."""
    return person("Asha", "Verma", phone="+919810000001", phone_verified_at=clock.now())


def bilal() -> User:
    """A client who lives in London and reads Hindi."""
    return person("Bilal", "Khan", language="hi", time_zone="Europe/London")


def charlie() -> User:
    """A client who is a stranger to everybody and must see nothing."""
    return person("Charlie", "Dsouza")


def meera() -> User:
    """A nutritionist."""
    return person("Meera", "Iyer", Role.NUTRITIONIST)


def kabir() -> User:
    """Another nutritionist."""
    return person("Kabir", "Rao", Role.NUTRITIONIST)


def esha() -> User:
    """The editor."""
    return person("Esha", "Sen", Role.EDITOR)


def adi() -> User:
    """The owner, role admin."""
    return person("Adi", "Nair", Role.ADMIN)


def access_token(user: User) -> str:
    """A live access token of a new API session."""
    access = tokens.new(tokens.ACCESS)
    session = ApiSession.objects.create(
        user=user,
        stamp=user.get_session_auth_hash(),
        access_hash=tokens.digest(access),
        access_expires_at=clock.now() + ACCESS_LIFE,
        expires_at=clock.now() + SESSION_LIFE,
    )
    RefreshToken.objects.create(session=session, token_hash=tokens.digest(tokens.new(tokens.REFRESH)))
    return access
