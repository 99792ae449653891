"""What a person said yes to, their exports, whether they asked to be erased."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest

from pathya.accounts.models import User
from pathya.kit.errors import NotFound
from pathya.privacy.models import Consent, Deletion, Export
from pathya.privacy.purposes import BY_KEY, PURPOSES, Purpose

CHOICE_COOKIE = "cookie_choice"


@dataclass(frozen=True)
class Standing:
    """A purpose and the newest word about it, if there is any."""

    purpose: Purpose
    word: Consent | None

    @property
    def given(self) -> bool:
        return bool(self.word and self.word.given)


def has_consent(user: User, purpose: str) -> bool:
    """Whether the newest word about a purpose is a yes; no word is a no. KeyError for a purpose there is not."""
    word = Consent.objects.filter(person=user.pk, purpose=BY_KEY[purpose].key).first()
    return bool(word and word.given)


def standings(viewer: User) -> list[Standing]:
    """Every purpose in order."""
    rows = Consent.objects.filter(person=viewer.pk).order_by("purpose", "-at", "-id").distinct("purpose")
    newest = {row.purpose: row for row in rows}
    return [Standing(purpose, newest.get(purpose.key)) for purpose in PURPOSES]


def history(viewer: User) -> QuerySet[Consent]:
    """All their words, newest first."""
    return Consent.objects.filter(person=viewer.pk)


def exports(viewer: User) -> QuerySet[Export]:
    return Export.objects.filter(person=viewer)


def export(viewer: User, export_id: UUID) -> Export:
    row = exports(viewer).filter(pk=export_id).first()
    if row is None:
        raise NotFound
    return row


def open_deletion(viewer: User) -> Deletion | None:
    return Deletion.objects.filter(person=viewer.pk, cancelled_at=None, erased_at=None).first()


def cookie_choice(request: HttpRequest) -> str:
    """`all`, `necessary`, or an empty text when nothing was chosen: then nothing but the necessary is set."""
    chosen = request.COOKIES.get(CHOICE_COOKIE, "")
    return chosen if chosen in {"all", "necessary"} else ""


def may_count(request: HttpRequest) -> bool:
    """Whether visits of this browser may be counted with a cookie."""
    return cookie_choice(request) == "all"
