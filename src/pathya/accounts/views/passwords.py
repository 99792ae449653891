"""Pages of forgotten and changed passwords, and the meter beside the field."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from pathya.accounts import limits
from pathya.accounts.decorators import signed_in_required, user_of
from pathya.accounts.forms import ChangePasswordForm, ForgotForm, ResetForm
from pathya.accounts.models import User
from pathya.accounts.passwords import judge
from pathya.accounts.services import browser_sessions, credentials
from pathya.accounts.views.common import refused
from pathya.kit.errors import PathyaError, TooManyTries

RESET = "reset"
"""Session key: the token of a mailed link, taken out of the address at once."""
LONGEST = 1000
PERSONAL = ("first_name", "last_name", "email")

page = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
@sensitive_post_parameters()
def strength(request: HttpRequest) -> HttpResponse:
    """The meter for the password being typed; says nothing when asked too often."""
    password = request.POST.get("password") or request.POST.get("new") or ""
    user = request.user
    known = credentials.personal(user) if isinstance(user, User) else [request.POST.get(key, "") for key in PERSONAL]
    try:
        limits.judgement()
    except TooManyTries:
        return HttpResponse(status=204)
    judgement = judge(password[:LONGEST], [word[:LONGEST] for word in known]) if password else None
    return render(request, "accounts/strength.html", {"judgement": judgement})


@page
@never_cache
def forgot(request: HttpRequest) -> HttpResponse:
    form = ForgotForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            credentials.forgot(email=form.cleaned_data["email"])
        except PathyaError as error:
            status = refused(form, error)
        else:
            return render(request, "accounts/forgot_sent.html", {"email": form.cleaned_data["email"]})
    return render(request, "accounts/forgot.html", {"form": form}, status=status)


@page
@never_cache
def from_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address, so that it is in no history and no referrer."""
    request.session[RESET] = token
    return redirect("account_reset_password_set")


@page
@sensitive_post_parameters("password")
@never_cache
def reset(request: HttpRequest) -> HttpResponse:
    token = request.session.get(RESET, "")
    user = credentials.owner_of(token)
    if user is None:
        return render(request, "accounts/reset_over.html", status=410)
    form = ResetForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            credentials.reset(token=token, password=form.cleaned_data["password"])
        except PathyaError as error:
            status = refused(form, error)
        else:
            del request.session[RESET]
            browser_sessions.sign_out(request)
            messages.success(request, _("Your password is changed. Sign in with the new one."))
            return redirect("account_login")
    return render(request, "accounts/reset.html", {"form": form, "person": user}, status=status)


@page
@sensitive_post_parameters("current", "new")
@never_cache
@signed_in_required
def change(request: HttpRequest) -> HttpResponse:
    form = ChangePasswordForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            user = credentials.change(user=user_of(request), current=data["current"], new=data["new"])
        except PathyaError as error:
            status = refused(form, error)
        else:
            browser_sessions.renew(request, user=user)
            messages.success(request, _("Your password is changed. You were signed out everywhere else."))
            return redirect("account_settings")
    return render(request, "accounts/change_password.html", {"form": form}, status=status)
