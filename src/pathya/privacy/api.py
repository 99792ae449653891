"""`/users`: a copy of everything, the end of the account. `/privacy`: consents."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.kit.api import Answer, Body, Failure, Schema, ok
from pathya.kit.errors import NotFound
from pathya.operations.idempotency import idempotent
from pathya.privacy import selectors, services
from pathya.privacy.models import Deletion, Export
from pathya.privacy.purposes import BY_KEY, PURPOSES, Purpose
from pathya.privacy.rules import Channel, ExportState

rights = Router(tags=["privacy"], auth=signed_in)
consents = Router(tags=["privacy"], auth=signed_in)
notices = Router(tags=["privacy"])


class ExportOut(Schema):
    """`download_url` needs the same access token, or signing in; null until it is ready."""

    id: UUID
    state: ExportState
    progress: int
    asked_at: datetime
    expires_at: datetime | None
    download_url: str | None


class DeleteIn(Body):
    password: str


class DeletionOut(Schema):
    asked_at: datetime
    due_at: datetime


class NoticeOut(Schema):
    """The words of a notice as they are, or were, shown."""

    purpose: str
    version: str
    language: str
    title: str
    why: str
    data: list[str]
    without: str
    versions: list[str]


class ConsentIn(Body):
    given: bool


class ConsentOut(Schema):
    """`at`, `notice_version` and `language` are those of the newest word; null where there was none."""

    purpose: str
    title: str
    given: bool
    at: datetime | None
    notice_version: str | None
    language: str | None


@rights.post("/export", response={202: Answer[ExportOut], (401, 409, 422): Failure})
@idempotent
def ask_export(request: HttpRequest) -> Any:
    """Have a copy of everything made; a link comes by mail and works for 24 hours. One at a time."""
    return Status(202, ok(_export(services.ask_export(user=user_of(request)))))


@rights.get("/export/{uuid:export_id}", response={200: Answer[ExportOut], (401, 404, 422): Failure})
def export(request: HttpRequest, export_id: UUID) -> Any:
    """How far it is."""
    return ok(_export(selectors.export(user_of(request), export_id)))


@rights.post("/delete-account", response={200: Answer[DeletionOut], (401, 403, 422, 429): Failure})
def delete_account(request: HttpRequest, body: DeleteIn) -> Any:
    """Erase this account in 30 days. Every other session ends; signing in again cancels it."""
    session = request.api_session  # type: ignore[attr-defined]
    return ok(_deletion(services.ask_deletion(user=user_of(request), password=body.password, keep=session)))


@rights.post("/delete-account/cancel", response={200: Answer[None], 401: Failure})
def cancel(request: HttpRequest) -> Any:
    """Keep the account after all; fine as well when nothing was asked."""
    services.cancel_deletion(user_of(request))
    return ok(message=_("Your account stays."))


@consents.get("/consents", response={200: Answer[list[ConsentOut]], 401: Failure})
def standings(request: HttpRequest) -> Any:
    """Every purpose and the newest word about it."""
    return ok([_standing(one) for one in selectors.standings(user_of(request))])


@consents.put("/consents/{slug:purpose}", response={200: Answer[ConsentOut], (401, 404, 422): Failure})
def set_consent(request: HttpRequest, purpose: str, body: ConsentIn) -> Any:
    """Give a consent or take it back, the same way."""
    viewer = user_of(request)
    services.set_consent(user=viewer, purpose=purpose, given=body.given, channel=Channel.API)
    return ok(next(_standing(one) for one in selectors.standings(viewer) if one.purpose.key == purpose))


@notices.get("/notices", response={200: Answer[list[NoticeOut]]})
def all_notices(request: HttpRequest) -> Any:
    """The present notice of every purpose."""
    return ok([_notice(purpose, purpose.version) for purpose in PURPOSES])


@notices.get("/notices/{slug:purpose}", response={200: Answer[NoticeOut], (404, 422): Failure})
def notice(request: HttpRequest, purpose: str, version: Annotated[str, Query(max_length=16)] = "") -> Any:
    """A notice; with `version` an older one, as it was shown."""
    known = BY_KEY.get(purpose)
    if known is None:
        raise NotFound
    return ok(_notice(known, version or known.version))


def _notice(purpose: Purpose, version: str) -> dict[str, Any]:
    text = selectors.notice_text(purpose, version, get_language() or "en")
    names = ("purpose", "version", "language", "title", "why", "data", "without")
    return {**{name: getattr(text, name) for name in names}, "versions": selectors.notice_versions(purpose)}


def _export(row: Export) -> dict[str, Any]:
    ready = row.state == ExportState.READY
    return {
        "id": row.pk,
        "state": row.state,
        "progress": row.progress,
        "asked_at": row.asked_at,
        "expires_at": row.expires_at,
        "download_url": settings.BASE_URL + reverse("privacy_export_download", args=[row.pk]) if ready else None,
    }


def _deletion(row: Deletion) -> dict[str, Any]:
    return {"asked_at": row.asked_at, "due_at": row.due_at}


def _standing(one: selectors.Standing) -> dict[str, Any]:
    word = one.word
    return {
        "purpose": one.purpose.key,
        "title": str(one.purpose.title),
        "given": one.given,
        "at": word and word.at,
        "notice_version": word and word.notice_version,
        "language": word and word.language,
    }
