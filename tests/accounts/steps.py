"""Steps that several tests of accounts take."""

import re
from typing import Any

from pathya.outbox.models import Message
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
