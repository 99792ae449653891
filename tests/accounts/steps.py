"""Steps that several tests of accounts take."""

import re
from typing import Any

from pathya.accounts import totp
from pathya.accounts.models import User
from pathya.accounts.services import second_factor
from pathya.kit import clock
from pathya.outbox.models import Message
from tests import factories
from tests.api import ApiClient

GOOD = "Mango-Rain-27-Tiger"
NEW = "Sparrow+Kettle/Nine"


def registration(email: str = "dev@pathya.example", **changes: Any) -> dict[str, Any]:
    """A body of `POST /auth/register`."""
    body = {"firstName": "Dev", "lastName": "Joshi", "email": email, "password": GOOD, "acceptTerms": True}
    return {**body, **changes}


def register(email: str = "dev@pathya.example", **changes: Any) -> str:
    """Register and return the verification token."""
    answer = ApiClient().post("/auth/register", registration(email, **changes))
    assert answer.status_code == 201, answer.content
    token: str = answer.json()["data"]["verificationToken"]
    return token


def mails(email: str = "dev@pathya.example") -> list[Message]:
    """Newest first."""
    return list(Message.objects.filter(to=email).order_by("-created_at", "-id"))


def code(email: str = "dev@pathya.example") -> str:
    """The code of the newest mail."""
    found = re.search(r"\b\d{6}\b", mails(email)[0].text)
    assert found
    return found[0]


def wrong(right: str) -> str:
    """Another code."""
    return f"{(int(right) + 1) % 1_000_000:06d}"


def verified(email: str = "dev@pathya.example") -> dict[str, Any]:
    """Register, confirm, and return the answer's data."""
    token = register(email)
    answer = ApiClient().post("/auth/verify-email", {"token": token, "code": code(email)})
    assert answer.status_code == 200, answer.content
    data: dict[str, Any] = answer.json()["data"]
    return data


def link(email: str) -> str:
    """The address in the newest mail."""
    found = re.search(r"https?://\S+/accounts/password/reset/\S+", mails(email)[0].text)
    assert found
    return found[0]


def reset_token(email: str) -> str:
    return link(email).rstrip("/").rsplit("/", 1)[1]


def error(answer: Any) -> str:
    """The code of a failure."""
    body = answer.json()
    assert body["success"] is False
    found: str = body["error"]["code"]
    return found


def app_code(secret: str, *, later: int = 0) -> str:
    """The code an app shows now, or `later` steps of 30 seconds on."""
    return totp.code_at(secret, totp.step_at(clock.now()) + later)


def factor_on(user: User) -> tuple[str, list[str]]:
    """Set up an app: its secret and the backup codes. The code of the step before now is used up by it."""
    secret = second_factor.begin(user=user, password=factories.PASSWORD).secret
    codes = second_factor.confirm(user=user, code=app_code(secret, later=-1))
    user.refresh_from_db()
    return secret, codes


def challenge(email: str = "asha@pathya.example") -> str:
    """The challenge token of a sign-in whose password is right."""
    answer = ApiClient().post("/auth/login", {"email": email, "password": factories.PASSWORD})
    assert answer.status_code == 200, answer.content
    data = answer.json()["data"]
    assert data["twoFactorRequired"] is True
    token: str = data["challengeToken"]
    return token
