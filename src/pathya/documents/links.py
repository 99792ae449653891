"""Links that open one file for one person, for an hour, whether or not a session goes with them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from pathya.accounts.models import User
from pathya.documents import selectors
from pathya.documents.errors import NotClean
from pathya.documents.models import Document
from pathya.documents.rules import LINK_LIFE
from pathya.kit import clock, tokens
from pathya.kit.errors import NotFound

PURPOSE = "documents.link"


class Use(StrEnum):
    FILE = "file"
    THUMBNAIL = "thumbnail"


@dataclass(frozen=True)
class Link:
    path: str
    expires_at: datetime

    @property
    def url(self) -> str:
        """For those who are not on a page of ours."""
        return f"{settings.BASE_URL}{self.path}"


def link(viewer: User, document: Document, use: Use = Use.FILE) -> Link:
    """For a document that came from `selectors.document`. Raises NotClean, NotFound when there is no thumbnail."""
    if not document.is_clean:
        raise NotClean
    if use is Use.THUMBNAIL and not document.has_thumbnail:
        raise NotFound
    token = tokens.sign(PURPOSE, [document.pk.hex, viewer.pk.hex, use], lifetime=LINK_LIFE)
    return Link(reverse("document_file", args=[token]), clock.now() + LINK_LIFE)


def followed(token: str, caller: User | None) -> tuple[User, Document, Use]:
    """Who opens what. The person of the link must still be allowed to; somebody else who is signed in is not them."""
    try:
        document_id, person_id, use = tokens.read(PURPOSE, token)
        person = User.objects.filter(pk=UUID(person_id), is_active=True).first()
    except (tokens.BadToken, ValueError, TypeError):
        raise NotFound from None
    if person is None or (caller is not None and caller.pk != person.pk):
        raise NotFound
    document = selectors.document(person, UUID(document_id))
    if not document.is_clean or (use == Use.THUMBNAIL and not document.has_thumbnail):
        raise NotFound
    return person, document, Use(use)
