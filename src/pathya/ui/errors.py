"""Pages for what went wrong: calm words, the site's look, a way on. The one for 500 touches nothing that may fail."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Words:
    title: str | Promise
    text: str | Promise
    drawing: str


WORDS = {
    400: Words(_("That request did not read well"), _("Please go back and try once more."), "millet"),
    403: Words(_("This page is not open to you"), _("Your account may not do that."), "coconut"),
    404: Words(
        _("Nothing grows at this address"), _("The page may have moved, or the link has a slip in it."), "curry-leaf"
    ),
    409: Words(_("That is no longer possible"), _("Something changed in the meantime. Please look again."), "amla"),
    413: Words(_("That is too large to send"), _("Please choose a smaller file or a shorter text."), "coconut"),
    422: Words(_("Please look at that once more"), _("Some of it could not be taken."), "methi"),
    429: Words(
        _("A little slower, please"), _("There were too many tries. Wait a moment, then try again."), "turmeric"
    ),
    500: Words(_("Something broke on our side"), _("We have been told. Please try again in a little while."), "amla"),
}


def error_page(request: HttpRequest, status: int, *, text: str | Promise = "") -> HttpResponse:
    """The page for `status`, or a toast when HTMX asked."""
    words = WORDS.get(status) or WORDS[500 if status >= 500 else 400]
    context = {"title": words.title, "text": text or words.text, "drawing": words.drawing, "status": status}
    if "HX-Request" in request.headers:
        body = render_to_string("ui/partials/toast.html", {"text": context["text"], "kind": "danger"})
        return HttpResponse(body, status=status, headers={"HX-Retarget": "#toasts", "HX-Reswap": "beforeend"})
    return render(request, "ui/errors/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 413 if type(exception).__name__ == "RequestDataTooBig" else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return error_page(request, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    return error_page(request, 403, text=_("The form was open for too long. Go back, load the page again and send it."))


def server_error(request: HttpRequest) -> HttpResponse:
    """Without context processors: no session, no user, no database."""
    words = WORDS[500]
    context: dict[str, Any] = {"title": words.title, "text": words.text, "drawing": words.drawing, "status": 500}
    if "HX-Request" in request.headers:
        return error_page(request, 500)
    return HttpResponse(render_to_string("ui/errors/error.html", context), status=500)
