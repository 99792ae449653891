"""Reads of accounts."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings

from pathya.accounts.models import Role, User
from pathya.accounts.rules import DEMO_DOMAIN, DEMO_PASSWORD

OF_EACH = 3


@dataclass(frozen=True)
class Demo:
    """The demo people that the sign-in page offers, and what it fills in for the one chosen."""

    people: Sequence[User] = ()
    initial: dict[str, str] = field(default_factory=dict)

    @property
    def password(self) -> str:
        return self.initial.get("password", "")


def demo_people(chosen: str = "") -> Demo:
    """Empty outside of development. `chosen` is the part of the address before the @."""
    if not settings.DEVELOPMENT:
        return Demo()
    rows = User.objects.filter(email__endswith=DEMO_DOMAIN, is_active=True).order_by("id")[:200]
    people = [person for role in Role for person in [row for row in rows if row.role == role][:OF_EACH]]
    email = f"{chosen}{DEMO_DOMAIN}"
    known = any(person.email == email for person in people)
    return Demo(people, {"email": email, "password": DEMO_PASSWORD} if known else {})
