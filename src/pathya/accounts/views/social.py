"""Going to Google or Facebook and coming back."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from pathya.accounts import limits
from pathya.accounts.decorators import signed_in_required, user_of
from pathya.accounts.middleware import visitor_zone
from pathya.accounts.models import User
from pathya.accounts.services import browser_sessions, social
from pathya.accounts.views.common import home_of, next_of
from pathya.integrations.identity import IdentityRefused, Provider, new_secret
from pathya.kit.errors import NotFound, PathyaError

KEPT = "social"
"""Session key: the state that must come back, PKCE's verifier, where it was to lead."""


@require_GET
@never_cache
def go(request: HttpRequest, name: str) -> HttpResponse:
    provider = _provider(name)
    kept = {"name": name, "state": new_secret(), "verifier": new_secret(), "next": next_of(request)}
    request.session[KEPT] = kept
    return redirect(provider.address(back=_back(name), state=kept["state"], verifier=kept["verifier"]))


@require_GET
@never_cache
def back(request: HttpRequest, name: str) -> HttpResponse:
    """Signs in, or links to who is signed in already."""
    provider = _provider(name)
    kept = request.session.pop(KEPT, None) or {}
    home = "account_security" if isinstance(request.user, User) else "account_login"
    state, code = request.GET.get("state", ""), request.GET.get("code", "")[:2000]
    if kept.get("name") != name or not constant_time_compare(kept.get("state", ""), state) or not code:
        messages.error(request, _("That did not work. Please try once more."))
        return redirect(home)
    try:
        limits.social()
        identity = provider.identity(code=code, back=_back(name), verifier=kept["verifier"])
        if isinstance(request.user, User):
            social.link(user=request.user, provider=name, identity=identity)
            messages.success(request, _("%(service)s is linked.") % {"service": provider.label})
            return redirect(home)
        user = social.person_for(provider=name, identity=identity, time_zone=visitor_zone(request))
    except IdentityRefused:
        text = _("%(service)s did not answer as expected. Please try again.")
        messages.error(request, text % {"service": provider.label})
        return redirect(home)
    except PathyaError as error:
        messages.error(request, str(error))
        return redirect(home)
    return browser_sessions.sign_in(request, user=user, remember=False, to=kept["next"] or home_of(user))


@require_POST
@signed_in_required
def unlink(request: HttpRequest, name: str) -> HttpResponse:
    social.unlink(user=user_of(request), provider=name)
    messages.success(request, _("The link is removed."))
    return redirect("account_security")


def _provider(name: str) -> Provider:
    found: Provider | None = settings.IDENTITY_PROVIDERS.get(name)
    if found is None:
        raise NotFound
    return found


def _back(name: str) -> str:
    return settings.BASE_URL + reverse("account_social_back", args=[name])
