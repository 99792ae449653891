"""`/auth/api-keys`."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.accounts.schemas_security import ApiKeyIn, ApiKeyMadeOut, ApiKeyOut
from pathya.accounts.services import api_keys
from pathya.kit.api import Answer, Failure, ok
from pathya.kit.errors import Invalid

router = Router(tags=["Accounts"])


@router.get("/api-keys", auth=signed_in, response={200: Answer[list[ApiKeyOut]], (401, 403): Failure})
def list_keys(request: HttpRequest) -> Any:
    """Keys that are not revoked, newest first."""
    return ok([ApiKeyOut.model_validate(key) for key in api_keys.of(user_of(request))])


@router.post("/api-keys", auth=signed_in, response={201: Answer[ApiKeyMadeOut], (401, 403, 409, 422, 429): Failure})
def make_key(request: HttpRequest, body: ApiKeyIn) -> Any:
    """A new key for a program of one's own, shown this once; asks for the password."""
    try:
        made = api_keys.make(
            user=user_of(request),
            password=body.password,
            name=body.name,
            scopes=body.scopes,
            days=body.expires_in_days,
            signed=body.signed,
        )
    except Invalid as error:
        if texts := error.fields.pop("days", None):
            error.fields["expires_in_days"] = texts
        raise
    shown = ApiKeyOut.model_validate(made.key).model_dump()
    return Status(201, ok(ApiKeyMadeOut(**shown, key=made.secret)))


@router.delete("/api-keys/{key_id}", auth=signed_in, response={200: Answer[None], (401, 403, 404, 422): Failure})
def revoke_key(request: HttpRequest, key_id: UUID) -> Any:
    """Revoke a key; it is dead at once."""
    api_keys.revoke(user=user_of(request), key_id=key_id)
    return ok(message=_("That key no longer works."))
