"""What the pages of accounts share."""

from urllib.parse import urlencode

from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from pathya.accounts.models import Role, User
from pathya.accounts.rules import HOMES
from pathya.kit.errors import PathyaError

LAYOUTS = {
    Role.CLIENT: "ui/layouts/portal.html",
    Role.NUTRITIONIST: "ui/layouts/practice.html",
    Role.ADMIN: "ui/layouts/practice.html",
    Role.EDITOR: "ui/layouts/public.html",
}
PENDING = "sign_up"
"""Session key: the token of an unfinished sign-up and where it was to lead."""


def next_of(request: HttpRequest) -> str:
    """Where the request asks to go afterwards, if that is a page of ours; else an empty text."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if safe else ""


def with_next(request: HttpRequest, name: str) -> str:
    after = next_of(request)
    return reverse(name) + (f"?{urlencode({'next': after})}" if after else "")


def home_of(user: User) -> str:
    return HOMES[Role(user.role)]


def layout_of(user: User) -> str:
    """The frame of a person's own pages."""
    return LAYOUTS[Role(user.role)]


def refused(form: Form, error: PathyaError) -> int:
    """Put what a service refused beside its fields; the status of the page that shows it."""
    for name, texts in error.fields.items():
        form.add_error(name, [str(text) for text in texts])
    if not error.fields:
        form.add_error(None, str(error))
    return error.status if error.status == 429 else 422
