"""Reads of accounts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from pathya.accounts.models import Role, User
from pathya.accounts.rules import DEMO_DOMAIN, DEMO_PASSWORD
from pathya.kit.errors import NotFound
from pathya.kit.pagination import Page, paginated

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


def people(viewer: User, *, text: str = "", role: str = "", page: int = 1, limit: int = 20) -> Page[User]:
    """Everybody, for admins; `text` is a part of name or address."""
    if viewer.role != Role.ADMIN:
        raise NotFound
    rows = User.objects.order_by("first_name", "last_name", "id")
    for word in text.replace("\0", "").split()[:5]:
        rows = rows.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(email__icontains=word))
    if role in Role.values:
        rows = rows.filter(role=role)
    return paginated(rows, page=page, limit=limit)


def person(viewer: User, user_id: UUID) -> User:
    """Anybody, for admins."""
    found = User.objects.filter(pk=user_id).first() if viewer.role == Role.ADMIN else None
    if found is None:
        raise NotFound
    return found
