"""What the pages' own script calls: the upload in parts, with the session and its CSRF token. JSON both ways."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST
from pydantic import ValidationError

from pathya.accounts.decorators import user_of
from pathya.documents import selectors
from pathya.documents.api_uploads import body_of
from pathya.documents.schemas import UploadBegin, UploadBody
from pathya.documents.services import adding
from pathya.kit.api import ok
from pathya.kit.errors import Invalid, PathyaError
from pathya.operations import api_errors

View = Callable[..., Any]


def as_json(view: View) -> View:
    """Answers as the API does, failures too."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer = JsonResponse(view(request, *args, **kwargs))
        except PathyaError as error:
            answer = api_errors.answer(error)  # type: ignore[assignment]
        answer["Cache-Control"] = "no-store"
        return answer

    return answered


@require_POST
@as_json
def begin(request: HttpRequest) -> dict[str, Any]:
    viewer = user_of(request)
    try:
        body = UploadBegin.model_validate(json.loads(request.body))
    except (ValidationError, ValueError):
        raise Invalid from None
    upload = adding.begin(viewer=viewer, client_id=body.client_id, size=body.size, about=body.about(body.name))
    return _told(body_of(upload))


@require_http_methods(["GET", "PUT", "DELETE"])
@as_json
def one(request: HttpRequest, upload_id: UUID) -> dict[str, Any]:
    """GET: how far it came; PUT: the next part; DELETE: give it up."""
    viewer = user_of(request)
    if request.method == "GET":
        return _told(body_of(selectors.upload(viewer, upload_id)))
    if request.method == "DELETE":
        adding.cancel(viewer=viewer, upload_id=upload_id)
        return ok()
    offset = request.headers.get("Upload-Offset", "")
    if not (offset.isascii() and offset.isdecimal() and len(offset) < 10):
        raise Invalid
    upload = adding.receive(viewer=viewer, upload_id=upload_id, offset=int(offset), part=request.body)
    return _told(body_of(upload))


@require_POST
@as_json
def complete(request: HttpRequest, upload_id: UUID) -> dict[str, Any]:
    made = adding.complete(viewer=user_of(request), upload_id=upload_id)
    return ok({"documentId": str(made.pk)})


def _told(body: dict[str, Any]) -> dict[str, Any]:
    return ok(UploadBody.model_validate(body).model_dump(mode="json", by_alias=True))
