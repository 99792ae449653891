"""`/auth`: sign-up, sign-in with rotating tokens, passwords."""

from typing import Any

from django.conf import settings
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Router, Status

from pathya.accounts import zones
from pathya.accounts.api_auth import bearer, session_of, signed_in
from pathya.accounts.decorators import user_of
from pathya.accounts.forms import ForgotForm, SignUpForm
from pathya.accounts.middleware import visitor_zone
from pathya.accounts.models import User
from pathya.accounts.rules import CHALLENGE_LIFE
from pathya.accounts.schemas import (
    ChangeIn,
    ForgotIn,
    LoginIn,
    LogoutIn,
    RefreshIn,
    RegisterIn,
    ResendIn,
    ResetIn,
    SignedInOut,
    VerificationOut,
    VerifyIn,
)
from pathya.accounts.schemas_security import ChallengeOut
from pathya.accounts.services import api_sessions, challenges, credentials, sign_in, sign_up
from pathya.kit.api import Answer, Failure, ok
from pathya.kit.errors import Invalid, SignInRequired

router = Router(tags=["Accounts"])


@router.post("/register", response={201: Answer[VerificationOut], (422, 429): Failure})
def register(request: HttpRequest, body: RegisterIn) -> Any:
    """Start a sign-up; a code comes by mail. The answer is the same whether or not the address has an account."""
    data = _checked(
        SignUpForm,
        first_name=body.first_name,
        last_name=body.last_name,
        email=body.email,
        phone=body.phone or "",
        password=body.password,
        accept_terms=body.accept_terms,
    )
    language = body.language or get_language() or "en"
    zone = zones.known(body.timezone or visitor_zone(request))
    if language not in dict(settings.LANGUAGES):
        raise Invalid(fields={"language": [_("This is not one of the choices.")]})
    if zone is None:
        raise Invalid(fields={"timezone": [_("Write a time zone, like Asia/Kolkata.")]})
    del data["accept_terms"]
    token = sign_up.start(**data, language=language, time_zone=zone)
    return Status(201, ok(VerificationOut(verification_token=token)))


@router.post("/verify-email", response={200: Answer[SignedInOut], (422, 429): Failure})
def verify_email(request: HttpRequest, body: VerifyIn) -> Any:
    """Finish a sign-up with the mailed code; signs in."""
    user = sign_up.confirm(token=body.token, code=body.code.strip())
    return ok(_opened(request, user))


@router.post("/resend-verification", response={200: Answer[None], (422, 429): Failure})
def resend_verification(request: HttpRequest, body: ResendIn) -> Any:
    """A new code by mail; the one before no longer works."""
    if body.token:
        sign_up.resend(token=body.token)
    else:
        sign_up.resend_to(email=_checked(ForgotForm, email=body.email or "")["email"])
    return ok(message=_("If that sign-up is waiting, a new code is on its way."))


@router.post("/login", response={200: Answer[SignedInOut | ChallengeOut], (401, 403, 422, 429): Failure})
def login(request: HttpRequest, body: LoginIn) -> Any:
    """Tokens for address and password: access 15 minutes, refresh 7 days, or 30 with `rememberMe`.

    Where the account has a second step the answer is a challenge for `/auth/2fa/verify`, good for 5 minutes.
    """
    user = sign_in.prove(email=body.email, password=body.password)
    if user.factor_since:
        token = challenges.open_for(user=user, remember=body.remember_me)
        return ok(ChallengeOut(challenge_token=token, expires_in=int(CHALLENGE_LIFE.total_seconds())))
    return ok(_opened(request, user, remember=body.remember_me))


@router.post("/refresh", response={200: Answer[SignedInOut], (401, 422): Failure})
def refresh(request: HttpRequest, body: RefreshIn) -> Any:
    """New tokens for a refresh token, which works once: using it again ends the whole session."""
    user, tokens = api_sessions.refresh(refresh_token=body.refresh_token)
    return ok(SignedInOut.of(user, tokens))


@router.post("/logout", response={200: Answer[None], (401, 422): Failure})
def logout(request: HttpRequest, body: LogoutIn | None = None) -> Any:
    """End the session of the access token, of the refresh token, or of both."""
    session = session_of(bearer(request))
    refresh_token = (body and body.refresh_token) or ""
    if session is None and not refresh_token:
        raise SignInRequired
    api_sessions.close(session=session, refresh_token=refresh_token)
    return ok(message=_("You are signed out."))


@router.post("/forgot-password", response={200: Answer[None], (422, 429): Failure})
def forgot_password(request: HttpRequest, body: ForgotIn) -> Any:
    """Mail a link that sets a new password; the same answer for every address."""
    credentials.forgot(email=_checked(ForgotForm, email=body.email)["email"])
    return ok(message=_("If that address has an account, a link is on its way. It works for one hour."))


@router.post("/reset-password", response={200: Answer[None], 422: Failure})
def reset_password(request: HttpRequest, body: ResetIn) -> Any:
    """Set a new password with the mailed token; ends every session."""
    credentials.reset(token=body.token, password=body.password)
    return ok(message=_("Your password is changed. Sign in with the new one."))


@router.post("/change-password", auth=signed_in, response={200: Answer[SignedInOut], (401, 422, 429): Failure})
def change_password(request: HttpRequest, body: ChangeIn) -> Any:
    """Set a new password; every session ends and this client goes on with the tokens of the answer."""
    remember = request.api_session.remember  # type: ignore[attr-defined]
    user = credentials.change(
        user=user_of(request),
        current=body.current_password,
        new=body.new_password,
        current_field="current_password",
        new_field="new_password",
    )
    return ok(_opened(request, user, remember=remember))


def _opened(request: HttpRequest, user: User, *, remember: bool = False) -> SignedInOut:
    agent = request.headers.get("User-Agent", "")
    return SignedInOut.of(user, api_sessions.open_for(user=user, remember=remember, user_agent=agent))


def _checked(form_class: type[Form], **values: Any) -> dict[str, Any]:
    """What the page's own form makes of the values."""
    form = form_class(values)
    if not form.is_valid():
        raise Invalid(fields={name: [str(text) for text in texts] for name, texts in form.errors.items()})
    return form.cleaned_data
