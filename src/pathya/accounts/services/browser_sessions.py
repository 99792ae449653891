"""Sessions of browsers: Django's cookie session, and the list of them that allauth keeps for the person."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.internal.flows.logout import logout
from allauth.account.models import Login
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from pathya.accounts.events import Event
from pathya.accounts.models import Challenge, User
from pathya.accounts.rules import REMEMBERED_LIFE
from pathya.accounts.services import challenges, devices, staff
from pathya.kit import clock, registry
from pathya.operations import audit

REMEMBER = "remember"
SEEN = "seen"
CHALLENGE = "challenge"
"""Session keys: the choice on the sign-in page; when the list of sessions was last told of activity; the second step.
"""
TRACKED_SECONDS = 300


def sign_in(request: HttpRequest, *, user: User, remember: bool, to: str) -> HttpResponse:
    """Sign in a person whose password has just been proven, or send them to the next step of it (allauth's stages).

    The session gets a new id; it lasts 30 days, or until the browser closes. Redirects to `to`.
    """
    request.session[REMEMBER] = remember
    login = Login(user=user, email=user.email, redirect_url=to)
    response: HttpResponse = perform_password_login(request, {"email": user.email}, login)
    return response


@transaction.atomic
def entered(request: HttpRequest, *, user: User, device: str) -> None:
    """After the last step, once the session is the person's (called by the adapter)."""
    staff.begin_grace(user)
    for tell in registry.contributed("accounts.signed_in").values():
        tell(user)
    remember = request.session.pop(REMEMBER, False)
    request.session.set_expiry(int(REMEMBERED_LIFE.total_seconds()) if remember else 0)
    UserSession.objects.create_from_request(request)
    request.session[SEEN] = int(clock.now().timestamp())
    audit.record(Event.SIGNED_IN, actor=user, subject=user, detail={"by": "page"}, request=request)
    devices.meet(user=user, device=device, agent=agent_of(request))


def second_step(request: HttpRequest, *, user: User, to: str) -> str:
    """The first step is done: keep what the second one needs in the session, whose id changes; the page of it."""
    token = challenges.open_for(user=user, remember=bool(request.session.pop(REMEMBER, False)))
    request.session.cycle_key()
    request.session[CHALLENGE] = {"token": token, "to": to}
    return reverse("account_second_step")


def finish(request: HttpRequest, *, challenge: Challenge, to: str) -> HttpResponse:
    """Sign in who has passed the second step."""
    request.session.pop(CHALLENGE, None)
    request.factor_passed = challenge.user_id  # type: ignore[attr-defined]
    return sign_in(request, user=challenge.user, remember=challenge.remember, to=to)


def both_steps(request: HttpRequest, *, user: User, to: str) -> HttpResponse:
    """Sign in whose passkey has proven device and person together."""
    request.factor_passed = user.pk  # type: ignore[attr-defined]
    return sign_in(request, user=user, remember=False, to=to)


def track(request: HttpRequest) -> None:
    """Tell the list of sessions of activity, at most every five minutes."""
    seen = request.session.get(SEEN)
    now = clock.now()
    if seen is None or now.timestamp() - seen < TRACKED_SECONDS:
        return
    request.session[SEEN] = int(now.timestamp())
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now)


@transaction.atomic
def sign_out(request: HttpRequest) -> None:
    """End this browser's session; quiet for a visitor."""
    user = request.user
    if not isinstance(user, User):
        return
    UserSession.objects.filter(user=user, session_key=request.session.session_key).delete()
    audit.record(Event.SIGNED_OUT, actor=user, subject=user, detail={"by": "page"}, request=request)
    logout(request, show_message=False)


def renew(request: HttpRequest, *, user: User) -> None:
    """This browser goes on, under a new id, after a change that ended all sessions."""
    update_session_auth_hash(request, user)
    UserSession.objects.create_from_request(request)


def agent_of(request: HttpRequest) -> str:
    return request.headers.get("User-Agent", "")[:200]


def forget_all(user: User) -> None:
    """Delete a person's sessions, inside the caller's transaction; the epoch has already made them worthless."""
    keys = list(UserSession.objects.filter(user=user).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=user).delete()
