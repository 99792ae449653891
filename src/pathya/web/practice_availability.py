"""The practice's availability page: week grid, rules, exceptions, time off, and what clients see of it."""

from datetime import date
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from pathya.accounts.decorators import role_required
from pathya.accounts.models import Role, User
from pathya.consultations.zones import PLACES
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.nutritionists import selectors, services
from pathya.nutritionists.forms import ExceptionForm, RulesForm, TimeOffForm
from pathya.nutritionists.models import Nutritionist
from pathya.nutritionists.week_form import WeekForm
from pathya.ui import htmx
from pathya.web.availability import calls_outside, preview
from pathya.web.week_picture import picture

HOLIDAYS_AHEAD = 120
nutritionist_only = role_required(Role.NUTRITIONIST)


@require_GET
@nutritionist_only
def page(request: HttpRequest) -> HttpResponse:
    return _page(request, _mine(request))


@require_POST
@nutritionist_only
def week(request: HttpRequest) -> HttpResponse:
    """Save the week, or add, remove and copy rows of it without saving."""
    nutritionist, form = _mine(request), WeekForm.typed(request.POST)
    action = request.POST.get("action", "save")
    if action != "save":
        form.do(action)
        return _page(request, nutritionist, week_form=form, is_unsaved=True, partial="web/availability/_week.html")
    plan = form.plan()
    try:
        if plan:
            services.set_week(actor=nutritionist.user, nutritionist=nutritionist, week=plan)
            return _saved(request, _("Your hours are saved and open for booking."), "week")
    except Invalid as wrong:
        form.tell(wrong.fields)
    return _page(request, nutritionist, 422, week_form=form, is_unsaved=True, partial="web/availability/_week.html")


@require_POST
@nutritionist_only
def rules(request: HttpRequest) -> HttpResponse:
    nutritionist = _mine(request)
    form = RulesForm(nutritionist, selectors.offers(nutritionist), request.POST)
    if form.is_valid():
        services.set_rules(actor=nutritionist.user, nutritionist=nutritionist, **form.rules())
        return _saved(request, _("Your booking rules are saved."), "rules")
    return _page(request, nutritionist, 422, rules_form=form)


@require_POST
@nutritionist_only
def add_exception(request: HttpRequest) -> HttpResponse:
    nutritionist, form = _mine(request), ExceptionForm(request.POST)
    if form.is_valid():
        day, reason = form.cleaned_data["date"], form.cleaned_data["reason"]
        try:
            services.set_exception(
                actor=nutritionist.user, nutritionist=nutritionist, day=day, hours=form.hours(), reason=reason
            )
            return _saved(request, _("That day is set."), "exceptions")
        except Invalid as wrong:
            for name, texts in wrong.fields.items():
                form.add_error(
                    name.replace("hours.", "start_") if name in _ranges() else "date", [str(t) for t in texts]
                )
    return _page(request, nutritionist, 422, exception_form=form)


@require_POST
@nutritionist_only
def remove_exception(request: HttpRequest, day: str) -> HttpResponse:
    nutritionist = _mine(request)
    try:
        services.remove_exception(actor=nutritionist.user, nutritionist=nutritionist, day=date.fromisoformat(day))
    except ValueError:
        raise NotFound from None
    return _saved(request, _("The usual hours count on that day again."), "exceptions")


@require_POST
@nutritionist_only
def add_time_off(request: HttpRequest) -> HttpResponse:
    nutritionist, form = _mine(request), TimeOffForm(request.POST)
    if form.is_valid():
        starts_at, ends_at = form.times(ZoneInfo(nutritionist.time_zone))
        try:
            services.add_time_off(
                actor=nutritionist.user,
                nutritionist=nutritionist,
                starts_at=starts_at,
                ends_at=ends_at,
                reason=form.cleaned_data["reason"],
            )
            return _saved(request, _("Your time off is set."), "time-off")
        except Invalid as wrong:
            form.add_error("last_day", [str(text) for texts in wrong.fields.values() for text in texts])
    return _page(request, nutritionist, 422, time_off_form=form)


@require_POST
@nutritionist_only
def remove_time_off(request: HttpRequest, time_off_id: int) -> HttpResponse:
    nutritionist = _mine(request)
    services.remove_time_off(actor=nutritionist.user, nutritionist=nutritionist, time_off_id=time_off_id)
    return _saved(request, _("That time off is removed."), "time-off")


def _mine(request: HttpRequest) -> Nutritionist:
    return selectors.mine(cast("User", request.user))


def _ranges() -> set[str]:
    return {f"hours.{number}" for number in range(len(ExceptionForm().ranges()))}


def _saved(request: HttpRequest, text: Any, part: str) -> HttpResponse:
    htmx.toast(request, text)
    if htmx.is_partial(request):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return htmx.redirect(request, f"{reverse('practice_availability')}#{part}")


def _page(
    request: HttpRequest, nutritionist: Nutritionist, status: int = 200, *, partial: str = "", **forms: Any
) -> HttpResponse:
    """The whole page; forms that are not given show what is stored."""
    now, zone = clock.now(), ZoneInfo(nutritionist.time_zone)
    plan = selectors.week_of(nutritionist)
    context: dict[str, Any] = {"week_form": WeekForm.of(plan), **forms, "nutritionist": nutritionist}
    if partial and htmx.is_partial(request):
        return htmx.render(request, partial, context, partial, status)
    offers = list(selectors.offers(nutritionist))
    chosen = next((o for o in offers if o.kind.slug == request.GET.get("kind")), offers[0] if offers else None)
    today = now.astimezone(zone).date()
    context = {
        "rules_form": RulesForm(nutritionist, offers),
        "exception_form": ExceptionForm(),
        "time_off_form": TimeOffForm(),
        **context,
        "zone": zone,
        "places": PLACES,
        "picture": picture(plan),
        "exceptions": list(selectors.exceptions(nutritionist, today)),
        "times_off": list(selectors.times_off(nutritionist, now)),
        "holidays": list(selectors.holidays(today, HOLIDAYS_AHEAD)),
        "outside": calls_outside(nutritionist, now),
        "offers": offers,
        "chosen": chosen,
        "preview": preview(nutritionist, chosen.kind_id, now=now) if chosen else [],
        "today": today,
    }
    return htmx.render(request, "web/availability/page.html", context, status=status)
