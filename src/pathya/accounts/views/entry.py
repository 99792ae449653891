"""Pages of sign-up, sign-in and sign-out."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pathya.accounts.errors import InvalidVerificationToken, VerificationRequired
from pathya.accounts.forms import CodeForm, SignInForm, SignUpForm
from pathya.accounts.middleware import visitor_zone
from pathya.accounts.models import User
from pathya.accounts.selectors import demo_people
from pathya.accounts.services import browser_sessions, sign_in, sign_up, social
from pathya.accounts.views.common import PENDING, home_of, next_of, refused, with_next
from pathya.kit.errors import PathyaError, TooManyTries

page = require_http_methods(["GET", "HEAD", "POST"])
private = sensitive_post_parameters("password")


@page
@private
@never_cache
def sign_up_page(request: HttpRequest) -> HttpResponse:
    if isinstance(request.user, User):
        return redirect(next_of(request) or home_of(request.user))
    form = SignUpForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "accept_terms"}
        try:
            token = sign_up.start(**data, language=get_language() or "en", time_zone=visitor_zone(request))
        except PathyaError as error:
            status = refused(form, error)
        else:
            request.session[PENDING] = {"token": token, "next": next_of(request)}
            return redirect("account_email_verification_sent")
    context = {"form": form, "next": next_of(request), "login_url": with_next(request, "account_login")}
    return render(request, "accounts/sign_up.html", context, status=status)


@page
@never_cache
def confirm_page(request: HttpRequest) -> HttpResponse:
    if isinstance(request.user, User):
        return redirect(home_of(request.user))
    pending = request.session.get(PENDING) or {}
    waiting = sign_up.waiting(pending.get("token", ""))
    if waiting is None:
        return _begin_again(request)
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            user = sign_up.confirm(token=pending["token"], code=form.cleaned_data["code"])
        except InvalidVerificationToken:
            return _begin_again(request)
        except PathyaError as error:
            status = refused(form, error)
        else:
            del request.session[PENDING]
            messages.success(request, _("Welcome, %(name)s. Your address is confirmed.") % {"name": user.first_name})
            return browser_sessions.sign_in(request, user=user, remember=False, to=pending["next"] or home_of(user))
    return render(request, "accounts/confirm.html", {"form": form, "email": waiting.email}, status=status)


@require_POST
def resend(request: HttpRequest) -> HttpResponse:
    pending = request.session.get(PENDING) or {}
    try:
        sign_up.resend(token=pending.get("token", ""))
    except InvalidVerificationToken:
        return _begin_again(request)
    except TooManyTries:
        messages.error(request, _("That was a lot of mails. Please wait a while before you ask for another code."))
    else:
        messages.success(request, _("A new code is on its way. Older ones no longer work."))
    return redirect("account_email_verification_sent")


@page
@private
@never_cache
def sign_in_page(request: HttpRequest) -> HttpResponse:
    if isinstance(request.user, User):
        return redirect(next_of(request) or home_of(request.user))
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            user = sign_in.prove(email=data["email"], password=data["password"])
        except VerificationRequired as error:
            request.session[PENDING] = {"token": error.extra["verificationToken"], "next": next_of(request)}
            messages.info(request, str(error))
            return redirect("account_email_verification_sent")
        except PathyaError as error:
            status = refused(form, error)
        else:
            to = next_of(request) or home_of(user)
            return browser_sessions.sign_in(request, user=user, remember=data["remember_me"], to=to)
    demo = demo_people(request.GET.get("demo", ""))
    form.initial = demo.initial
    context = {
        "form": form,
        "next": next_of(request),
        "signup_url": with_next(request, "account_signup"),
        "demo": demo,
        "providers": social.providers(),
    }
    return render(request, "accounts/sign_in.html", context, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    browser_sessions.sign_out(request)
    messages.success(request, _("You are signed out."))
    return redirect("/")


@require_GET
def inactive(request: HttpRequest) -> HttpResponse:
    """Where allauth sends somebody suspended in the middle of signing in."""
    return render(request, "accounts/inactive.html", status=403)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The content system's own sign-in has none of our limits: everybody comes to ours."""
    after = next_of(request) or "/cms/"
    return redirect(f"{reverse('account_login')}?{urlencode({'next': after})}")


def _begin_again(request: HttpRequest) -> HttpResponse:
    request.session.pop(PENDING, None)
    messages.info(request, str(InvalidVerificationToken.message))
    return redirect("account_signup")
