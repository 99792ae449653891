"""`/auth/2fa` and `/auth/sessions`."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.accounts.rules import SETUP_LIFE
from pathya.accounts.schemas import SignedInOut
from pathya.accounts.schemas_security import (
    BackupCodesOut,
    CodeIn,
    PasswordIn,
    SessionOut,
    SetupOut,
    VerifyFactorIn,
)
from pathya.accounts.services import api_sessions, challenges, second_factor, sessions
from pathya.kit.api import Answer, Failure, ok

router = Router(tags=["Accounts"])


@router.post("/2fa/enable", auth=signed_in, response={200: Answer[SetupOut], (401, 409, 422, 429): Failure})
def enable(request: HttpRequest, body: PasswordIn) -> Any:
    """Begin the set-up of an authenticator app; confirm it within ten minutes. Asks for the password."""
    made = second_factor.begin(user=user_of(request), password=body.password)
    life = int(SETUP_LIFE.total_seconds())
    return ok(SetupOut(secret=made.secret, otpauth_url=made.address, qr_code=made.picture, expires_in=life))


@router.post("/2fa/confirm", auth=signed_in, response={200: Answer[BackupCodesOut], (401, 422, 429): Failure})
def confirm(request: HttpRequest, body: CodeIn) -> Any:
    """Turn it on by a code of the app; the answer has ten backup codes, shown this once."""
    return ok(BackupCodesOut(backup_codes=second_factor.confirm(user=user_of(request), code=body.code)))


@router.post("/2fa/disable", auth=signed_in, response={200: Answer[None], (401, 409, 422, 429): Failure})
def disable(request: HttpRequest, body: CodeIn) -> Any:
    """Turn it off by a code of the app or a backup code."""
    second_factor.disable(user=user_of(request), code=body.code)
    return ok(message=_("The second step is off."))


@router.post("/2fa/backup-codes", auth=signed_in, response={200: Answer[BackupCodesOut], (401, 409, 422, 429): Failure})
def backup_codes(request: HttpRequest, body: CodeIn) -> Any:
    """Ten new backup codes for a code; the old ones no longer work."""
    return ok(BackupCodesOut(backup_codes=second_factor.renew_backup_codes(user=user_of(request), code=body.code)))


@router.post("/2fa/verify", response={200: Answer[SignedInOut], (401, 422, 429): Failure})
def verify(request: HttpRequest, body: VerifyFactorIn) -> Any:
    """Finish a sign-in with the challenge of `login` and a code of the app or a backup code; five tries."""
    found = challenges.answer(token=body.challenge_token, code=body.code)
    agent = request.headers.get("User-Agent", "")
    tokens = api_sessions.open_for(user=found.user, remember=found.remember, user_agent=agent)
    return ok(SignedInOut.of(found.user, tokens))


@router.get("/sessions", auth=signed_in, response={200: Answer[list[SessionOut]], 401: Failure})
def list_sessions(request: HttpRequest) -> Any:
    """Everywhere this person is signed in, browsers and API clients; the caller's own first."""
    rows = sessions.of(user_of(request), current=request.api_session)  # type: ignore[attr-defined]
    return ok([SessionOut.model_validate(row) for row in rows])


@router.delete("/sessions", auth=signed_in, response={200: Answer[None], 401: Failure})
def end_all_sessions(request: HttpRequest) -> Any:
    """Sign out everywhere, here too."""
    sessions.end_all(user=user_of(request))
    return ok(message=_("You are signed out everywhere."))


@router.delete("/sessions/{session_id}", auth=signed_in, response={200: Answer[None], (401, 404, 422): Failure})
def end_session(request: HttpRequest, session_id: UUID) -> Any:
    """End one session."""
    sessions.end(user=user_of(request), session_id=session_id)
    return ok(message=_("That session has ended."))
