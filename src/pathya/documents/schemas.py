"""Bodies of the API about documents."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from pathya.accounts.models import User
from pathya.documents.about import About
from pathya.documents.models import Document, DocumentRequest, Upload
from pathya.documents.rules import DESCRIPTION_LENGTH, MOST_BYTES, PART_BYTES, TITLE_LENGTH, Kind, Status
from pathya.kit.api import Body, Schema

Title = Annotated[str, Field(max_length=TITLE_LENGTH)]
Description = Annotated[str, Field(max_length=DESCRIPTION_LENGTH)]
FileName = Annotated[str, Field(min_length=1, max_length=255)]


class AboutBody(Body):
    """`clientId`: whose document it is, one's own when left out; `requestId`: the request that it answers."""

    type: Kind = Kind.OTHER
    title: Title = ""
    description: Description = ""
    client_id: UUID | None = None
    request_id: UUID | None = None

    @classmethod
    def names(cls) -> set[str]:
        """As a form may send them."""
        return {field.alias or name for name, field in cls.model_fields.items()}

    def about(self, name: str) -> About:
        return About(name, self.type, self.title, self.description, self.request_id)


class UploadBegin(AboutBody):
    """`name` and `size` of the file as it is on the sender's side."""

    name: FileName
    size: Annotated[int, Field(ge=1, le=MOST_BYTES)]


class DescribeBody(Body):
    type: Kind = Kind.OTHER
    title: Title = ""
    description: Description = ""


class Asking(Body):
    """A nutritionist asks a client they treat."""

    client_id: UUID
    type: Kind
    message: Description = ""


class PersonBody(Schema):
    id: UUID
    name: str


class DocumentBody(Schema):
    """`status`: only a `clean` document can be opened; `reason` says why one was turned away."""

    id: UUID
    client_id: UUID
    type: Kind
    title: str
    description: str
    name: str
    media_type: str
    size: int
    status: Status
    reason: str
    has_thumbnail: bool
    added_by: PersonBody | None
    request_id: UUID | None
    created_at: datetime
    archived_at: datetime | None


class UploadBody(Schema):
    """Send parts of at most `partSize` bytes, the next one at `offset`."""

    id: UUID
    size: int
    offset: int
    part_size: int
    expires_at: datetime
    document_id: UUID | None


class LinkBody(Schema):
    url: str
    thumbnail_url: str | None
    expires_at: datetime


class RequestBody(Schema):
    id: UUID
    client_id: UUID
    nutritionist: PersonBody
    type: Kind
    message: str
    created_at: datetime


def _person(user: User | None) -> dict[str, Any] | None:
    return {"id": user.pk, "name": user.get_full_name()} if user else None


def document_body(document: Document) -> dict[str, Any]:
    return {
        "id": document.pk,
        "client_id": document.client_id,
        "type": document.kind,
        "title": document.title,
        "description": document.description,
        "name": document.name,
        "media_type": document.media,
        "size": document.size,
        "status": document.status,
        "reason": document.reason,
        "has_thumbnail": document.has_thumbnail,
        "added_by": _person(document.added_by),
        "request_id": document.request_id,
        "created_at": document.created_at,
        "archived_at": document.archived_at,
    }


def upload_body(upload: Upload, part_size: int = PART_BYTES) -> dict[str, Any]:
    return {
        "id": upload.pk,
        "size": upload.size,
        "offset": upload.received,
        "part_size": part_size,
        "expires_at": upload.expires_at,
        "document_id": upload.document_id,
    }


def request_body(request: DocumentRequest) -> dict[str, Any]:
    return {
        "id": request.pk,
        "client_id": request.client_id,
        "nutritionist": _person(request.nutritionist),
        "type": request.kind,
        "message": request.message,
        "created_at": request.created_at,
    }
