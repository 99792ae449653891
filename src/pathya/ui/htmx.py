"""Answers to HTMX: one part of a page, a redirect, a toast."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_page
from django.template.loader import render_to_string
from django.utils.functional import Promise

KINDS = {"info": messages.INFO, "good": messages.SUCCESS, "warning": messages.WARNING, "danger": messages.ERROR}


def is_partial(request: HttpRequest) -> bool:
    """Whether HTMX asks for a part of a page (a boosted link and a restored history want the whole)."""
    headers = request.headers
    return "HX-Request" in headers and "HX-Boosted" not in headers and "HX-History-Restore-Request" not in headers


def render(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    partial: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, or for HTMX the small template `partial` with the toasts that wait."""
    if not (partial and is_partial(request)):
        response = render_page(request, template, context, status=status)
    else:
        body = render_to_string(partial, context, request) + render_to_string("ui/partials/toasts.html", {}, request)
        response = HttpResponse(body, status=status)
    response["Vary"] = ", ".join(filter(None, [response.get("Vary", ""), "HX-Request"]))
    return response


def redirect(request: HttpRequest, to: str) -> HttpResponse:
    """See other: for HTMX by its header, so that the whole page changes."""
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Redirect": to})
    return HttpResponse(status=303, headers={"Location": to})


def toast(request: HttpRequest, text: str | Promise, kind: str = "good") -> None:
    """Say it once, on this answer or on the next page; kinds: info, good, warning, danger."""
    messages.add_message(request, KINDS[kind], str(text))
