"""The week calendar, and moving a call in it or by a form."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.consultations import moving, selectors, week
from pathya.consultations.forms import HostMoveForm, asked_day
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Party
from pathya.consultations.views.life import form_page
from pathya.consultations.wording import zone_name
from pathya.kit import clock
from pathya.kit.errors import PathyaError
from pathya.ui.words import viewer_zone

nutritionist_page = role_required(Role.NUTRITIONIST)
DONE = _("The call is moved. Both of you get a mail.")


@require_GET
@nutritionist_page
def page(request: HttpRequest) -> HttpResponse:
    """Monday to Sunday around `from`, in the nutritionist's own zone."""
    zone, now = viewer_zone(), clock.now()
    today = clock.today(zone)
    asked = asked_day(request.GET, "from") or today
    monday = asked - timedelta(days=asked.weekday())
    context = {
        "week": week.of(user_of(request), monday, zone, now),
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "earlier": monday - timedelta(days=7),
        "later": monday + timedelta(days=7),
        "is_this_week": monday <= today <= monday + timedelta(days=6),
        "today": today,
        "now": now,
        "local_now": f"{now.astimezone(zone):%Y-%m-%dT%H:%M}",
        "zone_label": zone_name(zone.key),
    }
    return render(request, "consultations/practice/week.html", context)


@require_http_methods(["GET", "POST"])
@role_required(Role.NUTRITIONIST, Role.ADMIN)
def move(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """By a form; the calendar's script asks for JSON and gets the new version of the call, or what stands against."""
    viewer = user_of(request)

    def work(data: dict[str, Any]) -> Consultation:
        return moving.reschedule(viewer=viewer, consultation_id=consultation_id, **asked(data))

    if request.method == "POST" and request.headers.get("Accept") == "application/json":
        return moved(request, work, DONE)
    shown = selectors.hosted(viewer, consultation_id)
    where = ("consultations/practice/move.html", "practice_call", DONE)
    return form_page(
        request,
        consultation_id,
        Party.NUTRITIONIST,
        HostMoveForm,
        lambda _call, data: work(data),
        where,
        {"sequence": shown.sequence},
    )


def moved(request: HttpRequest, work: Callable[[dict[str, Any]], Consultation], done: Promise) -> JsonResponse:
    """What the calendar's script is told: the new version, or what stands against it."""
    form = HostMoveForm(request.POST)
    if not form.is_valid():
        return JsonResponse(
            {"message": " ".join(str(text) for texts in form.errors.values() for text in texts)}, status=422
        )
    try:
        call = work(form.cleaned_data)
    except PathyaError as fact:
        told = [str(text) for texts in fact.fields.values() for text in texts] or [str(fact.message)]
        return JsonResponse({"code": fact.code, "message": " ".join(told)}, status=fact.status)
    return JsonResponse({"sequence": call.sequence, "message": str(done)})


def asked(data: dict[str, Any]) -> dict[str, Any]:
    """What the services that move are told."""
    return {"starts_at": data["at"], "reason": data["reason"], "sequence": data["sequence"]}
