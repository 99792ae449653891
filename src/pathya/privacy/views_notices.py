"""Notices: what is done with which data, cookies, how long things are kept. Open to everybody."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from pathya.kit.errors import NotFound
from pathya.privacy import retention, selectors
from pathya.privacy.purposes import BY_KEY, NECESSARY, PURPOSES
from pathya.ui import htmx

HALF_A_YEAR = 182 * 24 * 3600


@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy/notices.html", {"purposes": PURPOSES})


@require_GET
def notice(request: HttpRequest, purpose: str, version: str = "") -> HttpResponse:
    """The present notice, or the words of an older version as they were shown."""
    if purpose not in BY_KEY:
        raise NotFound
    known = BY_KEY[purpose]
    shown = selectors.notice_text(known, version, get_language() or "en") if version else known
    context = {
        "purpose": known,
        "notice": shown,
        "is_present": not version or version == known.version,
        "versions": selectors.notice_versions(known),
    }
    return render(request, "privacy/notice.html", context)


@require_GET
def keeping(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy/keeping.html", {"rows": retention.table()})


@require_GET
def cookies(request: HttpRequest) -> HttpResponse:
    context = {"necessary": NECESSARY, "choice": selectors.cookie_choice(request), "purpose": BY_KEY["analytics"]}
    return render(request, "privacy/cookies.html", context)


@csrf_exempt  # pages kept for all carry no token; SameSite and Origin are not needed to say no for somebody
@require_POST
def choose_cookies(request: HttpRequest) -> HttpResponse:
    """Keep the choice for half a year. A yes sent by another site counts as no choice at all."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = ""
    response = HttpResponse() if htmx.is_partial(request) else redirect(target or "cookies")
    choice = request.POST.get("choice", "")
    foreign = request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}
    if choice in {"all", "necessary"} and not foreign:
        response.set_cookie(
            selectors.CHOICE_COOKIE,
            choice,
            max_age=HALF_A_YEAR,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
    return response
