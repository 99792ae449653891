"""`{% load live %}`: nutritionists and free times inside editors' blocks."""

from collections.abc import Sequence

from django import template

from pathya.web import home

register = template.Library()


@register.simple_tag(takes_context=True)
def next_free_call(context: template.Context) -> home.FreeCall | None:
    """The earliest free call of all, or None."""
    calls = home.free_calls(context["request"])
    return calls[0] if calls and calls[0].slot else None


@register.simple_tag(takes_context=True)
def people(context: template.Context, chosen: Sequence[str]) -> list[home.FreeCall]:
    return home.shown(context["request"], chosen or [])
