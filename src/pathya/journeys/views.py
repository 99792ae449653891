"""The client's day and journey."""

from datetime import date, timedelta
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pathya.accounts.decorators import role_required
from pathya.accounts.models import Role, User
from pathya.journeys import insights, pictures, selectors, services
from pathya.journeys.forms import DayForm, JourneyForm, SymptomForm
from pathya.journeys.models import CheckIn
from pathya.journeys.rules import GLASS_ML, WATER_TARGET_ML
from pathya.kit import clock
from pathya.kit.errors import Conflict, Invalid
from pathya.ui import htmx

client_page = role_required(Role.CLIENT)


@require_http_methods(["GET", "POST"])
@client_page
def log(request: HttpRequest) -> HttpResponse:
    """One day: everything that can be logged, each part saved by itself."""
    viewer, when = _viewer(request), _day(request)
    row = selectors.day(viewer, when)
    form = DayForm(request.POST if request.method == "POST" else None, initial=_initial(row))
    if request.method == "POST" and form.is_valid():
        try:
            services.check_in(person=viewer, day=when, changes=form.changes())
        except Invalid as fact:
            for name, texts in fact.fields.items():
                form.add_error(name if name in form.fields else None, [str(text) for text in texts])
        else:
            htmx.toast(request, _("Saved."))
            return redirect(_address(when))
    return _log_page(request, when, row, form, SymptomForm(prefix="symptom"))


@require_POST
@client_page
def water(request: HttpRequest) -> HttpResponse:
    """A glass more or less."""
    when = _day(request)
    less = request.POST.get("less") == "1"
    services.add_water(person=_viewer(request), day=when, ml=-GLASS_ML if less else GLASS_ML)
    return redirect(_address(when))


@require_POST
@client_page
def add_symptom(request: HttpRequest) -> HttpResponse:
    viewer, when = _viewer(request), _day(request)
    form = SymptomForm(request.POST, prefix="symptom")
    if not form.is_valid():
        row = selectors.day(viewer, when)
        return _log_page(request, when, row, DayForm(initial=_initial(row)), form)
    services.log_symptom(person=viewer, day=when, at=clock.now(), **form.cleaned_data)
    htmx.toast(request, _("Saved."))
    return redirect(_address(when) + "#symptoms")


@require_POST
@client_page
def remove_symptom(request: HttpRequest, symptom_id: UUID) -> HttpResponse:
    services.remove_symptom(person=_viewer(request), symptom_id=symptom_id)
    return redirect(_address(_day(request)) + "#symptoms")


@require_GET
@client_page
def journey(request: HttpRequest) -> HttpResponse:
    """Where one stands: journey, streak, score, calendar, charts, what the days show."""
    viewer = _viewer(request)
    today = clock.today(viewer.time_zone)
    span = pictures.span_of(request.GET.get("days", ""))
    found, told = selectors.current(viewer), selectors.summary(viewer)
    shown = insights.findings(viewer)
    context = {
        "today": today,
        "found": found,
        "progress": selectors.progress(found, today) if found else None,
        "told": told,
        "achievements": selectors.achievements(viewer),
        "weeks": pictures.calendar([one.day for one in told.days], today),
        "charts": pictures.charts(told.days, today, span),
        "span": span,
        "spans": pictures.SPANS,
        "insights": [(one, insights.rests_on(one.days)) for one in shown.found],
        "asked": shown.asked,
        "form": JourneyForm(),
    }
    return render(request, "journeys/journey.html", context)


@require_POST
@client_page
def start(request: HttpRequest) -> HttpResponse:
    form = JourneyForm(request.POST)
    if form.is_valid():
        try:
            services.start(person=_viewer(request), **form.cleaned_data)
        except Conflict as fact:
            htmx.toast(request, str(fact.message))
        return redirect("portal_journey")
    return render(request, "journeys/start.html", {"form": form}, status=422)


@require_POST
@client_page
def end(request: HttpRequest, journey_id: UUID) -> HttpResponse:
    services.end(person=_viewer(request), journey_id=journey_id)
    htmx.toast(request, _("The journey has ended. All you logged stays."))
    return redirect("portal_journey")


def _log_page(request: HttpRequest, when: date, row: CheckIn, form: DayForm, symptom_form: SymptomForm) -> HttpResponse:
    viewer = _viewer(request)
    today = clock.today(viewer.time_zone)
    context = {
        "day": when,
        "is_today": when == today,
        "before": _address(when - timedelta(days=1)),
        "after": _address(when + timedelta(days=1)) if when < today else "",
        "form": form,
        "symptom_form": symptom_form,
        "symptoms": selectors.symptoms(viewer, when, when),
        "glasses": f"{(row.water_ml or 0) / GLASS_ML:.2g}",
        "water_ml": row.water_ml or 0,
        "water_target": WATER_TARGET_ML,
        "water_share": min(round(100 * (row.water_ml or 0) / WATER_TARGET_ML), 100),
        "glass_ml": GLASS_ML,
    }
    wrong = form.errors or symptom_form.errors
    return render(request, "journeys/log.html", context, status=422 if wrong else 200)


def _initial(row: CheckIn) -> dict[str, object]:
    names = ("energy", "mood", "sleep_hours", "exercise_minutes", "weight_kg", "notes")
    return {name: "" if (value := getattr(row, name)) is None else value for name in names}


def _day(request: HttpRequest) -> date:
    """The day asked for; today when there is none, or it makes no sense."""
    today = clock.today(_viewer(request).time_zone)
    try:
        asked = date.fromisoformat(request.GET.get("day") or request.POST.get("day", ""))
    except ValueError:
        return today
    return min(asked, today)


def _address(when: date) -> str:
    return f"{reverse('portal_log')}?day={when.isoformat()}"


def _viewer(request: HttpRequest) -> User:
    return cast("User", request.user)
