"""What is held about a person here, for the export; and what becomes of it when they go."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pathya.accounts.models import User
from pathya.credits.models import Grant
from pathya.privacy.rules import Erased, Fate, Part


def gather(user: User) -> Iterator[Part]:
    rows = (
        Grant.objects.filter(owner=user)
        .order_by("granted_at")
        .values("kind__slug", "source", "granted", "taken", "expired", "granted_at", "expires_at")
    )
    yield Part("session_credits", _("Sessions paid for ahead"), ({**row} for row in rows))


def erase(user: User) -> list[Erased]:
    count = Grant.objects.filter(owner=user).count()
    why = _("Belongs to the record of payments.")
    return [Erased("session_credits", Fate.KEPT, count, why)] if count else []
