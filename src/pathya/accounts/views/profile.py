"""A person's own details, and the language of the page."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from django.views.i18n import set_language as keep_in_cookie

from pathya.accounts.decorators import signed_in_required, user_of
from pathya.accounts.forms import ProfileForm
from pathya.accounts.models import User
from pathya.accounts.services import people
from pathya.accounts.views.common import layout_of
from pathya.kit.errors import Forbidden

FIELDS = ("first_name", "last_name", "phone", "language", "time_zone")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in_required
def edit(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    now: dict[str, Any] = {name: getattr(user, name) for name in FIELDS}
    form = ProfileForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        people.update_profile(user=user, **form.cleaned_data)
        with override(form.cleaned_data["language"]):
            messages.success(request, _("Saved."))
        return redirect("account_settings")
    context = {"form": form, "layout": layout_of(user)}
    return render(request, "accounts/settings.html", context, status=422 if form.errors else 200)


@csrf_exempt  # pages kept for all carry no token; a form on another site is known by its Origin
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Django's own, and for somebody signed in the choice goes with the account."""
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc != request.get_host():
        raise Forbidden
    response = keep_in_cookie(request)
    cookie = response.cookies.get("language")
    if cookie and isinstance(request.user, User):
        people.set_language(user=request.user, language=cookie.value)
    return response
