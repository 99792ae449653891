"""The second step of a sign-in, and the link "this wasn't me"."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from pathya.accounts.errors import InvalidAlarm, InvalidChallenge
from pathya.accounts.forms import FactorForm
from pathya.accounts.models import User
from pathya.accounts.services import browser_sessions, challenges, not_me
from pathya.accounts.views.common import home_of, refused
from pathya.kit.errors import PathyaError

page = require_http_methods(["GET", "HEAD", "POST"])


@page
@sensitive_post_parameters("code")
@never_cache
def second_step(request: HttpRequest) -> HttpResponse:
    if isinstance(request.user, User):
        return redirect(home_of(request.user))
    kept = request.session.get(browser_sessions.CHALLENGE) or {}
    waiting = challenges.waiting(kept.get("token", ""))
    if waiting is None:
        return _again(request)
    form = FactorForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            found = challenges.answer(token=kept["token"], code=form.cleaned_data["code"])
        except InvalidChallenge:
            return _again(request)
        except PathyaError as error:
            status = refused(form, error)
        else:
            return browser_sessions.finish(request, challenge=found, to=kept["to"] or home_of(found.user))
    return render(request, "accounts/second_step.html", {"form": form, "person": waiting.user}, status=status)


@page
@never_cache
def this_was_not_me(request: HttpRequest, token: str) -> HttpResponse:
    """Asks before it does anything: programs that look through mails open links."""
    try:
        if request.method == "POST":
            not_me.say(token=token)
            browser_sessions.sign_out(request)
            return render(request, "accounts/not_me_done.html")
        if not not_me.is_open(token):
            raise InvalidAlarm
    except InvalidAlarm:
        return render(request, "accounts/not_me_over.html", status=410)
    return render(request, "accounts/not_me.html")


def _again(request: HttpRequest) -> HttpResponse:
    request.session.pop(browser_sessions.CHALLENGE, None)
    messages.info(request, _("That took too long or too many tries. Please sign in again."))
    return redirect("account_login")
