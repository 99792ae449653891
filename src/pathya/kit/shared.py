"""Marks views whose answer is the same for every visitor with the same language, theme and time zone."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpResponse

View = TypeVar("View", bound=Callable[..., HttpResponse])
_MARK = "_pathya_shared"


def shared_page(view: View) -> View:
    """The answer may be kept and given to others (web/kept.py says when)."""

    @wraps(view)
    def marked(*args: Any, **kwargs: Any) -> HttpResponse:
        return shared(view(*args, **kwargs))

    return marked  # type: ignore[return-value]


def shared(response: HttpResponse) -> HttpResponse:
    """The same for one answer, as an operation of the API gives it."""
    setattr(response, _MARK, True)
    return response


def is_shared_page(response: HttpResponse) -> bool:
    return bool(getattr(response, _MARK, False))
