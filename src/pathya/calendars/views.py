"""A person's calendars: the feed to subscribe to, and Google's."""

import secrets
from typing import Any

import structlog
from csp.constants import SELF
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.accounts.views.common import layout_of
from pathya.calendars import selectors, services
from pathya.integrations.calendar import google
from pathya.integrations.delivery import NotSent
from pathya.kit.errors import NotFound

PENDING = "google_calendar"
"""Session key: state and verifier of a question to Google that is under way."""
BOTH = role_required(Role.CLIENT, Role.NUTRITIONIST)
log = structlog.get_logger()


@require_safe
@never_cache
@BOTH
def page(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
@never_cache
@BOTH
def make_feed(request: HttpRequest) -> HttpResponse:
    """The new address is shown on the answer, once."""
    token = services.make_feed(person=user_of(request))
    return _page(request, feed=settings.BASE_URL + reverse("calendar_feed", args=[token]))


@require_POST
@BOTH
def revoke_feed(request: HttpRequest) -> HttpResponse:
    services.revoke_feed(person=user_of(request))
    messages.success(request, _("The address answers no more."))
    return redirect("calendar_settings")


@require_POST
@never_cache
@BOTH
def connect(request: HttpRequest) -> HttpResponse:
    """To Google's question, with a state and a proof that only this session knows."""
    service = google()
    if service is None:
        raise NotFound
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(64)
    request.session[PENDING] = [state, verifier]
    return redirect(service.consent_url(state=state, verifier=verifier, back=_back()))


@require_GET
@never_cache
@BOTH
def returned(request: HttpRequest) -> HttpResponse:
    """Back from Google: with a code, or without when the person said no."""
    service = google()
    state, verifier = request.session.pop(PENDING, ["", ""])
    if service is None or not state or not constant_time_compare(state, request.GET.get("state", "")):
        raise NotFound
    try:
        code = request.GET.get("code", "")
        tokens = service.exchange(code=code, verifier=verifier, back=_back()) if code else None
    except NotSent as failed:
        log.warning("google_calendar", problem=failed.reason)
        tokens = None
    if tokens and tokens.refresh:
        services.connect(person=user_of(request), tokens=tokens)
        messages.success(request, _("Your Google Calendar is connected."))
    else:
        messages.error(request, _("Google did not connect the calendar. Nothing was changed; please try again."))
    return redirect("calendar_settings")


@require_POST
@BOTH
def disconnect(request: HttpRequest) -> HttpResponse:
    services.give_back(person=user_of(request))
    messages.success(request, _("Your Google Calendar is no longer connected."))
    return redirect("calendar_settings")


def _page(request: HttpRequest, **more: Any) -> HttpResponse:
    person, service = user_of(request), google()
    context = {
        "layout": layout_of(person),
        "feed_made_at": selectors.feed_made_at(person),
        "health": selectors.health(person),
        "offers_google": service is not None,
        "is_nutritionist": person.role == Role.NUTRITIONIST,
        **more,
    }
    response = render(request, "calendars/calendars.html", context)
    if service:
        place = service.client.auth_url.partition("/o/")[0]
        setattr(response, "_csp_update", {"form-action": [SELF, place]})  # noqa: B010  as csp.decorators.csp_update does
    return response


def _back() -> str:
    return str(settings.BASE_URL + reverse("google_calendar_returned"))
