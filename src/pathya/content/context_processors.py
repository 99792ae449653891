"""The practice's own menus in every template; they are read only where a template shows them."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from pathya.content import selectors


def menus(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001
    """`navigation` (top) and `footer_columns` (foot)."""
    read = SimpleLazyObject(selectors.menus)
    return {
        "navigation": SimpleLazyObject(lambda: read.header),
        "footer_columns": SimpleLazyObject(lambda: read.footer),
    }
