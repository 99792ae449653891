"""The days of a client, for the nutritionist who treats them; who needs a look."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pathya.accounts.decorators import role_required
from pathya.accounts.models import Role
from pathya.care import selectors as care
from pathya.care import services as trail
from pathya.journeys import comments, watch
from pathya.journeys.practice_days import days_of
from pathya.journeys.views_common import day_asked, viewer_of
from pathya.kit.errors import Invalid, NotFound
from pathya.ui import htmx

practice_page = role_required(Role.NUTRITIONIST)


@require_GET
@practice_page
def days(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """What the client sees of their journey, and what calls for a look."""
    viewer = viewer_of(request)
    client = care.client(viewer, client_id)
    trail.note_read(viewer=viewer, client_id=client_id, what="days")
    context = {
        **days_of(client, request.GET),
        "client": client,
        "alerts": watch.open_alerts(client),
        "can_comment": True,
    }
    return render(request, "journeys/practice_days.html", context)


@require_GET
@practice_page
def attention(request: HttpRequest) -> HttpResponse:
    """Whose days call for a look, and why."""
    return render(request, "journeys/attention.html", {"found": watch.needs_attention(viewer_of(request))})


@require_POST
@practice_page
def settle(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    row = watch.settle(viewer=viewer_of(request), alert_id=alert_id)
    htmx.toast(request, _("Settled; it opens again only when it is still so in a week."))
    if request.POST.get("back") == "list":
        return redirect("practice_attention")
    return redirect("practice_client_days", row.person_id)


@require_POST
@practice_page
def comment(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Words to a day, or to a meal of it."""
    when = day_asked(request)
    try:
        comments.comment(
            viewer=viewer_of(request),
            client_id=client_id,
            day=when,
            text=request.POST.get("text", ""),
            meal_id=_meal_asked(request),
        )
    except Invalid as fact:
        htmx.toast(request, str(next(iter(fact.fields.values()))[0]), "warning")
    return redirect(f"{_days(client_id)}#day-{when.isoformat()}")


@require_POST
@practice_page
def uncomment(request: HttpRequest, client_id: UUID, comment_id: UUID) -> HttpResponse:
    comments.remove(viewer=viewer_of(request), comment_id=comment_id)
    return redirect(_days(client_id))


def _meal_asked(request: HttpRequest) -> UUID | None:
    """None for the whole day; NotFound for what is no id."""
    text = request.POST.get("meal", "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotFound from None


def _days(client_id: UUID) -> str:
    return reverse("practice_client_days", args=[client_id])
