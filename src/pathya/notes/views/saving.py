"""What the pages that keep what is typed have in common."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from pathya.ui.words import clock_time, viewer_zone


def autosaves(request: HttpRequest) -> bool:
    """Whether the page's script asks, not a person's button."""
    return "X-Autosave" in request.headers


def told_saved(instant: datetime) -> str:
    """“Saved 3:30 pm”, on the viewer's clock."""
    return _("Saved %(time)s") % {"time": clock_time(instant.astimezone(viewer_zone()))}
