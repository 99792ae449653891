"""Pages of passkeys: add one, remove one, sign in with one."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from pathya.accounts.decorators import signed_in_required, user_of
from pathya.accounts.errors import PasskeyRefused
from pathya.accounts.forms import AgainForm, PasskeyForm
from pathya.accounts.models import User
from pathya.accounts.services import browser_sessions, passkeys, second_factor
from pathya.accounts.views.common import home_of, next_of, refused
from pathya.kit.errors import PathyaError

NEW, ASKED = "passkey_new", "passkey_asked"
"""Session keys: what a new passkey is to be called and the state of its making; the state of a sign-in."""
LONGEST = 20_000

page = require_http_methods(["GET", "HEAD", "POST"])


@page
@sensitive_post_parameters("password")
@never_cache
@signed_in_required
def begin(request: HttpRequest) -> HttpResponse:
    form, status = PasskeyForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        user = user_of(request)
        try:
            second_factor.require_password(user=user, password=form.cleaned_data["password"])
        except PathyaError as error:
            status = refused(form, error)
        else:
            options, state = passkeys.begin(user=user)
            request.session[NEW] = {"name": form.cleaned_data["name"], "options": options, "state": state}
            return redirect("account_passkey_create")
    return render(request, "accounts/passkey_begin.html", {"form": form}, status=status)


@page
@never_cache
@signed_in_required
def create(request: HttpRequest) -> HttpResponse:
    kept = request.session.get(NEW)
    if kept is None:
        return redirect("account_passkey_begin")
    if request.method == "POST":
        del request.session[NEW]
        try:
            response = _response(request)
            codes = passkeys.add(user=user_of(request), name=kept["name"], state=kept["state"], response=response)
        except PathyaError as error:
            messages.error(request, str(error))
            return redirect("account_passkey_begin")
        if codes:
            return render(request, "accounts/codes.html", {"codes": codes})
        messages.success(request, _("Your passkey is ready."))
        return redirect("account_security")
    return render(request, "accounts/passkey_create.html", {"options": json.dumps(kept["options"])})


@page
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Any passkey of ours; it stands for the password and the second step."""
    if isinstance(request.user, User):
        return redirect(next_of(request) or home_of(request.user))
    if request.method == "POST":
        state = request.session.pop(ASKED, None) or {}
        try:
            user = passkeys.prove(state=state, response=_response(request))
        except PathyaError as error:
            messages.error(request, str(error))
            return redirect("account_passkey")
        kept = request.session.pop(browser_sessions.CHALLENGE, None) or {}
        to = next_of(request) or kept.get("to") or home_of(user)
        return browser_sessions.both_steps(request, user=user, to=to)
    options, state = passkeys.ask()
    request.session[ASKED] = state
    return render(request, "accounts/passkey.html", {"options": json.dumps(options), "next": next_of(request)})


@page
@sensitive_post_parameters("password")
@never_cache
@signed_in_required
def remove(request: HttpRequest, passkey_id: UUID) -> HttpResponse:
    form, status = AgainForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        password = form.cleaned_data["password"]
        try:
            passkeys.remove(user=user_of(request), passkey_id=passkey_id, password=password)
        except PathyaError as error:
            status = refused(form, error)
        else:
            messages.success(request, _("That passkey no longer works."))
            return redirect("account_security")
    return render(request, "accounts/passkey_remove.html", {"form": form}, status=status)


def _response(request: HttpRequest) -> dict[str, Any]:
    """What the browser's authenticator said."""
    text = request.POST.get("credential", "")
    try:
        found = json.loads(text) if len(text) <= LONGEST else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise PasskeyRefused
    return found
