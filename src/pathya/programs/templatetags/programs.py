"""`{% load programs %}`: programs inside editors' blocks and other domains' pages."""

from django import template

from pathya.accounts.models import User
from pathya.programs import selectors
from pathya.programs.models import Program
from pathya.programs.selectors import Progress

register = template.Library()
SHOWN = 3


@register.simple_tag
def live_programs() -> list[Program]:
    """The first few of the list."""
    return list(selectors.public()[:SHOWN])


@register.simple_tag
def running_program(viewer: User) -> Progress | None:
    """Where the viewer's current program stands."""
    row = selectors.current(viewer)
    return selectors.progress(row) if row else None
