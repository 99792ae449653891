"""The page of a person's API keys."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from pathya.accounts.decorators import signed_in_required, user_of
from pathya.accounts.forms import ApiKeyForm
from pathya.accounts.services import api_keys
from pathya.accounts.views.common import layout_of, refused
from pathya.kit.errors import PathyaError


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
@never_cache
@signed_in_required
def page(request: HttpRequest) -> HttpResponse:
    """The list and the form of a new one, whose key the answer shows this once."""
    user = user_of(request)
    form, status = ApiKeyForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            made = api_keys.make(user=user, **form.cleaned_data)
        except PathyaError as error:
            status = refused(form, error)
        else:
            return render(request, "accounts/key_made.html", {"made": made, "layout": layout_of(user)})
    context = {"form": form, "keys": api_keys.of(user), "layout": layout_of(user)}
    return render(request, "accounts/keys.html", context, status=422 if form.errors else status)


@require_POST
@signed_in_required
def revoke(request: HttpRequest, key_id: UUID) -> HttpResponse:
    api_keys.revoke(user=user_of(request), key_id=key_id)
    messages.success(request, _("That key no longer works."))
    return redirect("account_keys")
