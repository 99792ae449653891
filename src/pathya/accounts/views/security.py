"""Pages of a person's own security: the second step, backup codes, sessions."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pathya.accounts.decorators import signed_in_required, user_of
from pathya.accounts.errors import SetupOver
from pathya.accounts.forms import AgainForm, AppCodeForm, FactorForm
from pathya.accounts.models import User
from pathya.accounts.services import browser_sessions, passkeys, second_factor, sessions, social, staff
from pathya.accounts.views.common import layout_of, refused
from pathya.kit.errors import PathyaError

page = require_http_methods(["GET", "HEAD", "POST"])
CODE = re.compile(r"[A-Z2-9]{5}-[A-Z2-9]{5}")


@require_GET
@never_cache
@signed_in_required
def overview(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    context = {
        "layout": layout_of(user),
        "sessions": sessions.of(user, current=request.session.session_key),
        "passkeys": passkeys.of(user),
        "providers": social.providers(),
        "linked": social.linked(user),
        "app_on": second_factor.has_app(user),
        "codes_left": second_factor.codes_left(user) if user.factor_since else 0,
        "needed": staff.needs_factor(user),
        "locked": staff.is_locked_to_setup(user),
    }
    return render(request, "accounts/security.html", context)


@page
@sensitive_post_parameters("password")
@never_cache
@signed_in_required
def begin(request: HttpRequest) -> HttpResponse:
    """Ask for the password, then show the QR code."""
    form, status = AgainForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            second_factor.begin(user=user_of(request), password=form.cleaned_data["password"])
        except PathyaError as error:
            status = refused(form, error)
        else:
            return redirect("account_app_confirm")
    return render(request, "accounts/app_begin.html", {"form": form}, status=status)


@page
@never_cache
@signed_in_required
def confirm(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    setup = second_factor.pending(user)
    if setup is None:
        messages.info(request, str(SetupOver.message))
        return redirect("account_security")
    form, status = AppCodeForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            codes = second_factor.confirm(user=user, code=form.cleaned_data["code"])
        except PathyaError as error:
            status = refused(form, error)
        else:
            return _codes(request, codes)
    return render(request, "accounts/app_confirm.html", {"form": form, "setup": setup}, status=status)


@page
@never_cache
@signed_in_required
def disable(request: HttpRequest) -> HttpResponse:
    def work(user: User, code: str) -> HttpResponse:
        second_factor.disable(user=user, code=code)
        messages.success(request, _("The app is no longer asked for when you sign in."))
        return redirect("account_security")

    return _with_code(request, "accounts/app_disable.html", work)


@page
@never_cache
@signed_in_required
def renew_codes(request: HttpRequest) -> HttpResponse:
    def work(user: User, code: str) -> HttpResponse:
        return _codes(request, second_factor.renew_backup_codes(user=user, code=code))

    return _with_code(request, "accounts/codes_renew.html", work)


@require_POST
@signed_in_required
def download_codes(request: HttpRequest) -> HttpResponse:
    """The codes of the page as a text file; they come with the form, since only their hashes are kept."""
    codes = [code for code in request.POST.getlist("code")[:20] if CODE.fullmatch(code)]
    text = _("Backup codes for %(email)s. Each works once.") % {"email": user_of(request).email}
    response = HttpResponse("\n".join([text, "", *codes, ""]), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="pathya-backup-codes.txt"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@signed_in_required
def end_session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    sessions.end(user=user_of(request), session_id=session_id)
    messages.success(request, _("That session has ended."))
    return redirect("account_security")


@require_POST
@signed_in_required
def end_others(request: HttpRequest) -> HttpResponse:
    user = sessions.end_all(user=user_of(request))
    browser_sessions.renew(request, user=user)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("account_security")


def _with_code(request: HttpRequest, template: str, work: Callable[[User, str], HttpResponse]) -> HttpResponse:
    """A page that asks for a code before it does something."""
    form: Form = FactorForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return work(user_of(request), form.cleaned_data["code"])
        except PathyaError as error:
            status = refused(form, error)
    context: dict[str, Any] = {"form": form}
    return render(request, template, context, status=status)


def _codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    if not codes:
        messages.success(request, _("The second step is on."))
        return redirect("account_security")
    return render(request, "accounts/codes.html", {"codes": codes})
