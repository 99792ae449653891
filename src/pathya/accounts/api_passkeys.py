"""`/auth/passkeys`: add, list, remove, and sign in with one. Options and answers are WebAuthn's own JSON."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.accounts.schemas import SignedInOut
from pathya.accounts.schemas_security import (
    BackupCodesOut,
    PasskeyAnswerIn,
    PasskeyIn,
    PasskeyOut,
    PasskeyRoundOut,
    PasswordIn,
)
from pathya.accounts.services import api_sessions, passkey_rounds, passkeys, second_factor
from pathya.kit.api import Answer, Failure, ok

router = Router(tags=["Accounts"])


@router.get("/passkeys", auth=signed_in, response={200: Answer[list[PasskeyOut]], 401: Failure})
def list_passkeys(request: HttpRequest) -> Any:
    """The caller's passkeys, oldest first."""
    return ok(passkeys.of(user_of(request)))


@router.post("/passkeys/options", auth=signed_in, response={200: Answer[PasskeyRoundOut], (401, 422, 429): Failure})
def begin(request: HttpRequest, body: PasskeyIn) -> Any:
    """Options for `navigator.credentials.create`; asks for the password. Answer at `/auth/passkeys` in five minutes."""
    user = user_of(request)
    second_factor.require_password(user=user, password=body.password)
    options, token = passkey_rounds.begin(user=user, name=body.name)
    return ok({"options": options, "token": token})


@router.post("/passkeys", auth=signed_in, response={201: Answer[BackupCodesOut], (401, 409, 422, 429): Failure})
def add(request: HttpRequest, body: PasskeyAnswerIn) -> Any:
    """Keep the new passkey. Backup codes come with the first second step, and are shown this once."""
    codes = passkey_rounds.add(user=user_of(request), token=body.token, response=body.credential)
    return Status(201, ok(BackupCodesOut(backup_codes=codes)))


@router.post("/passkeys/challenge", response={200: Answer[PasskeyRoundOut], 429: Failure})
def ask(request: HttpRequest) -> Any:  # noqa: ARG001  (ninja gives it by name)
    """Options for `navigator.credentials.get`: any passkey of ours. Answer at `/auth/passkeys/verify`."""
    options, token = passkey_rounds.ask()
    return ok({"options": options, "token": token})


@router.post("/passkeys/verify", response={200: Answer[SignedInOut], (401, 403, 422, 429): Failure})
def verify(request: HttpRequest, body: PasskeyAnswerIn) -> Any:
    """Sign in by a passkey: it stands for the password and the second step."""
    user = passkey_rounds.prove(token=body.token, response=body.credential)
    agent = request.headers.get("User-Agent", "")
    return ok(SignedInOut.of(user, api_sessions.open_for(user=user, remember=body.remember_me, user_agent=agent)))


@router.post(
    "/passkeys/{passkey_id}/remove", auth=signed_in, response={200: Answer[None], (401, 404, 422, 429): Failure}
)
def remove(request: HttpRequest, passkey_id: UUID, body: PasswordIn) -> Any:
    """Remove a passkey; asks for the password."""
    passkeys.remove(user=user_of(request), passkey_id=passkey_id, password=body.password)
    return ok(message=_("That passkey no longer works."))
