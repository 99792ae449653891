"""`{% load live %}`: nutritionists and free times inside editors' blocks."""

from collections.abc import Sequence

from django import template

from pathya.web import home
from pathya.web.directory import Entry

register = template.Library()


@register.simple_tag(takes_context=True)
def next_free_call(context: template.Context) -> Entry | None:
    """The earliest free call of all, or None."""
    return home.next_call(context["request"])


@register.simple_tag(takes_context=True)
def people(context: template.Context, chosen: Sequence[str]) -> list[Entry]:
    """Those an editor chose, else the earliest few."""
    return home.people(context["request"], chosen or [])
