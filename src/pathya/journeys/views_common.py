"""What the pages of days share."""

from datetime import date
from typing import cast
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from pathya.accounts.decorators import role_required
from pathya.accounts.models import Role, User
from pathya.kit import clock
from pathya.kit.ids import new_id

EARLIEST = date(2000, 1, 1)
client_page = role_required(Role.CLIENT)


def viewer_of(request: HttpRequest) -> User:
    return cast("User", request.user)


def day_asked(request: HttpRequest) -> date:
    """The day asked for; today when there is none, or it makes no sense."""
    today = clock.today(viewer_of(request).time_zone)
    try:
        asked = date.fromisoformat(request.GET.get("day") or request.POST.get("day", ""))
    except ValueError:
        return today
    return max(min(asked, today), EARLIEST)


def uuid_asked(request: HttpRequest) -> UUID:
    """The id a device made, else a new one."""
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        return new_id()


def address(when: date) -> str:
    """Of the day page."""
    return f"{reverse('portal_log')}?day={when.isoformat()}"
