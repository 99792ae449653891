"""The page before the room: how long until the start, what to have at hand, a try of camera and microphone."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from csp.constants import SELF
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Party, Status
from pathya.consultations.selectors import consultation, party_of, preparations
from pathya.consultations.services import note_opened
from pathya.consultations.wording import counterpart
from pathya.kit import clock
from pathya.kit.errors import Conflict
from pathya.meetings import recordings, rooms, selectors
from pathya.meetings.rules import OPENS, Entry, entry
from pathya.operations.middleware import PERMISSIONS

ZOOM_HOSTS = ("https://zoom.us", "https://*.zoom.us")
LOBBY_PERMISSIONS = PERMISSIONS.replace("camera=()", "camera=(self)").replace("microphone=()", "microphone=(self)")
BOTH = role_required(Role.CLIENT, Role.NUTRITIONIST)


@require_GET
@never_cache
@BOTH
def lobby(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    call = consultation(viewer, consultation_id, with_groups=True)
    note_opened(viewer=viewer, consultation=call)
    response = render(request, "meetings/lobby.html", _context(request, call))
    response["Permissions-Policy"] = LOBBY_PERMISSIONS
    return _leading_out(response)


@require_GET
@never_cache
@BOTH
def door(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """The part of the page that changes with time."""
    call = consultation(user_of(request), consultation_id, with_groups=True)
    return render(request, "meetings/_door.html", _context(request, call))


@require_POST
@never_cache
@BOTH
def enter(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Into the room, as often as one likes until the end."""
    viewer = user_of(request)
    try:
        link = rooms.enter(viewer=viewer, consultation_id=consultation_id)
    except Conflict as fact:
        call = consultation(viewer, consultation_id, with_groups=True)
        context = {**_context(request, call), "fact": fact}
        return render(request, "meetings/lobby.html", context, status=fact.status)
    response = redirect(link)
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_POST
@BOTH
def consent(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Agree to being recorded, or take it back."""
    agrees = request.POST.get("agrees") == "yes"
    recordings.consent(viewer=user_of(request), consultation_id=consultation_id, agrees=agrees)
    return redirect("call_lobby", consultation_id)


def _context(request: HttpRequest, call: Consultation) -> dict[str, Any]:
    viewer, now = user_of(request), clock.now()
    party = party_of(call, viewer)
    is_client = party is Party.CLIENT
    state = entry(Status(call.status), call.starts_at, call.ends_at, now)
    asked = preparations(call) if is_client else []
    return {
        "call": call,
        "for_client": is_client,
        "counterpart": counterpart(call, party),
        "back": _back(call, is_client=is_client),
        "layout": "ui/layouts/portal.html" if is_client else "ui/layouts/practice.html",
        "state": state.value,
        "is_open": state is Entry.OPEN,
        "is_over": state is Entry.OVER,
        "has_begun": now >= call.starts_at,
        "opens_at": call.starts_at - OPENS,
        "seconds_left": max(0, int((call.starts_at - now).total_seconds())),
        "minutes_left": max(0, -int((now - call.starts_at).total_seconds() // 60)),
        "preparations": asked,
        "blocked": any(one.is_required for one in asked),
        "documents": _documents(is_client=is_client, call=call),
        "recording": selectors.recording_state(call, viewer),
    }


def _back(call: Consultation, *, is_client: bool) -> str:
    if call.is_group_time:
        return reverse("practice_group", args=[call.group_id])
    return reverse("consultation_detail" if is_client else "practice_call", args=[call.pk])


def _documents(*, is_client: bool, call: Consultation) -> str:
    """The address of the client's documents, once there is such a page."""
    if call.is_group_time:
        return ""
    try:
        return reverse("document_list") if is_client else reverse("practice_client_documents", args=[call.client_id])
    except NoReverseMatch:
        return ""


def _leading_out(response: HttpResponse) -> HttpResponse:
    """The form of this page may lead to the video service; nothing else is let through."""
    parts = urlsplit(settings.JITSI.url)
    hosts = [f"{parts.scheme}://{parts.netloc}", *(ZOOM_HOSTS if settings.ZOOM else ())]
    setattr(response, "_csp_update", {"form-action": [SELF, *hosts]})  # noqa: B010  as csp.decorators.csp_update does
    return response
