"""What a person said yes to, their exports, whether they asked to be erased."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest

from pathya.accounts.models import User
from pathya.kit.errors import NotFound
from pathya.outbox.rules import Channel
from pathya.privacy.models import Consent, Deletion, Export, NoticeText
from pathya.privacy.purposes import BY_KEY, PURPOSES, Purpose

MAIL = Channel.MAIL
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


def given(people: Collection[UUID], purposes: Collection[str]) -> dict[UUID, frozenset[str]]:
    """Of many people at once: to which of these purposes each says yes. People without a yes are left out."""
    rows = Consent.objects.filter(person__in=people, purpose__in=[BY_KEY[key].key for key in purposes])
    newest = rows.order_by("person", "purpose", "-at", "-id").distinct("person", "purpose")
    found: dict[UUID, frozenset[str]] = {}
    for row in newest:
        if row.given:
            found[row.person] = found.get(row.person, frozenset()) | {row.purpose}
    return found


def may_leave(*, person: UUID, purpose: str, channel: str, to: str) -> bool:
    """Whether a message that needs a consent may leave now: the consent holds, and the number is still theirs."""
    if person not in given([person], [purpose]):
        return False
    people = User.objects.filter(pk=person, is_active=True)
    return channel == MAIL or people.filter(phone=to, phone_verified_at__isnull=False).exists()


def notice_text(purpose: Purpose, version: str, language: str) -> NoticeText:
    """The words of a notice in a version, in this language where they were shown in it; NotFound for none."""
    rows = NoticeText.objects.filter(purpose=purpose.key, version=version)
    found = rows.filter(language=language).first() or rows.first()
    if found is None and version != purpose.version:
        raise NotFound
    return found or NoticeText.of(purpose, language)


def notice_versions(purpose: Purpose) -> list[str]:
    """Newest first, the present one included."""
    rows = NoticeText.objects.filter(purpose=purpose.key).values_list("version", flat=True)
    return sorted({purpose.version, *rows}, reverse=True)


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
