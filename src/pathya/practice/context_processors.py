"""`practice` in every template."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from pathya.practice import selectors


def practice(request: HttpRequest) -> dict[str, object]:  # noqa: ARG001
    who = SimpleLazyObject(selectors.practice)
    return {"practice": who, "contact": who}
