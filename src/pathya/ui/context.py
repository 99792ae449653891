"""What every page's frame needs; no query."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from pathya.ui.navigation import OFFICE, PORTAL, PRACTICE, PUBLIC, links
from pathya.ui.preferences import theme_of


def is_owner(request: HttpRequest) -> bool:
    return getattr(getattr(request, "user", None), "role", "") == "admin"


def frame(request: HttpRequest) -> dict[str, Any]:
    """`theme`, and links for the layouts; `navigation` of the content domain goes before `default_navigation`."""
    return {
        "theme": theme_of(request),
        "default_navigation": SimpleLazyObject(lambda: links(PUBLIC, request)),
        "portal_places": SimpleLazyObject(lambda: links(PORTAL, request)),
        "practice_places": SimpleLazyObject(lambda: links(OFFICE if is_owner(request) else PRACTICE, request)),
    }
