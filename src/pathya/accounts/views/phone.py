"""Confirming a mobile number by a code."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pathya.accounts.decorators import signed_in_required, user_of
from pathya.accounts.forms import PhoneCodeForm
from pathya.accounts.services import phones
from pathya.accounts.views.common import layout_of, refused
from pathya.kit.errors import PathyaError


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in_required
def page(request: HttpRequest) -> HttpResponse:
    """Where it stands, and the form of the code once one was sent."""
    user = user_of(request)
    form, status = PhoneCodeForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                phones.confirm(user=user, code=form.cleaned_data["code"])
            except PathyaError as error:
                status = refused(form, error)
            else:
                messages.success(request, _("Your number is confirmed."))
                return redirect("account_settings")
    context = {"form": form, "layout": layout_of(user), "waiting": phones.waiting(user)}
    return render(request, "accounts/phone.html", context, status=status)


@require_POST
@signed_in_required
def send(request: HttpRequest) -> HttpResponse:
    try:
        phones.send_code(user=user_of(request))
    except PathyaError as error:
        messages.error(request, str(error))
    else:
        messages.info(request, _("The code is on its way."))
    return redirect("account_phone")
