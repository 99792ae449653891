"""The client's day and journey."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pathya.accounts.models import User
from pathya.journeys import comments, insights, pictures, plates, selectors, services
from pathya.journeys.forms import DayForm, JourneyForm, SymptomForm
from pathya.journeys.forms_meals import QuickForm
from pathya.journeys.models import CheckIn
from pathya.journeys.practice_days import charted
from pathya.journeys.ranges import range_of
from pathya.journeys.rules import GLASS_ML, WATER_TARGET_ML
from pathya.journeys.views_common import address, client_page, day_asked, viewer_of
from pathya.journeys.views_meals import add_context, food_context
from pathya.kit import clock
from pathya.kit.errors import Conflict, Invalid
from pathya.ui import htmx


@require_http_methods(["GET", "POST"])
@client_page
def log(request: HttpRequest) -> HttpResponse:
    """One day: everything that can be logged, each part saved by itself."""
    viewer, when = viewer_of(request), day_asked(request)
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
            return redirect(address(when))
    return _log_page(request, when, row, form, SymptomForm(prefix="symptom"))


@require_POST
@client_page
def water(request: HttpRequest) -> HttpResponse:
    """A glass more or less."""
    when = day_asked(request)
    less = request.POST.get("less") == "1"
    services.add_water(person=viewer_of(request), day=when, ml=-GLASS_ML if less else GLASS_ML)
    return redirect(address(when))


@require_POST
@client_page
def add_symptom(request: HttpRequest) -> HttpResponse:
    viewer, when = viewer_of(request), day_asked(request)
    form = SymptomForm(request.POST, prefix="symptom")
    if not form.is_valid():
        row = selectors.day(viewer, when)
        return _log_page(request, when, row, DayForm(initial=_initial(row)), form)
    told = form.cleaned_data
    at = _moment(viewer, when, told.pop("time"))
    services.log_symptom(person=viewer, day=when, at=at, **told)
    htmx.toast(request, _("Saved."))
    return redirect(address(when) + "#symptoms")


@require_POST
@client_page
def remove_symptom(request: HttpRequest, symptom_id: UUID) -> HttpResponse:
    services.remove_symptom(person=viewer_of(request), symptom_id=symptom_id)
    return redirect(address(day_asked(request)) + "#symptoms")


@require_GET
@client_page
def journey(request: HttpRequest) -> HttpResponse:
    """Where one stands: journey, streak, score, calendar, charts, what the days show."""
    viewer = viewer_of(request)
    today = clock.today(viewer.time_zone)
    chosen = range_of(request.GET, today)
    found, told = selectors.current(viewer), selectors.summary(viewer)
    shown = insights.findings(viewer)
    context = {
        "today": today,
        "found": found,
        "progress": selectors.progress(found, today) if found else None,
        "told": told,
        "achievements": selectors.achievements(viewer),
        "weeks": pictures.calendar([one.day for one in told.days], today),
        **charted(viewer, told.days, chosen, request.GET.get("nutrient", "")),
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
            services.start(person=viewer_of(request), **form.cleaned_data)
        except Conflict as fact:
            htmx.toast(request, str(fact.message))
        return redirect("portal_journey")
    return render(request, "journeys/start.html", {"form": form}, status=422)


@require_POST
@client_page
def end(request: HttpRequest, journey_id: UUID) -> HttpResponse:
    services.end(person=viewer_of(request), journey_id=journey_id)
    htmx.toast(request, _("The journey has ended. All you logged stays."))
    return redirect("portal_journey")


def _log_page(request: HttpRequest, when: date, row: CheckIn, form: DayForm, symptom_form: SymptomForm) -> HttpResponse:
    viewer = viewer_of(request)
    today = clock.today(viewer.time_zone)
    said = comments.of_days(viewer, when, when)
    comments.note_seen(client=viewer, shown=said)
    context = {
        "day": when,
        "comments": said,
        "is_today": when == today,
        "before": address(when - timedelta(days=1)),
        "after": address(when + timedelta(days=1)) if when < today else "",
        "form": form,
        "symptom_form": symptom_form,
        "symptoms": selectors.symptoms(viewer, when, when),
        "glasses": f"{(row.water_ml or 0) / GLASS_ML:.2g}",
        "water_ml": row.water_ml or 0,
        "water_target": WATER_TARGET_ML,
        "water_share": min(round(100 * (row.water_ml or 0) / WATER_TARGET_ML), 100),
        "glass_ml": GLASS_ML,
        "supplements": plates.supplements(viewer, when),
        "quick_form": QuickForm(),
        **add_context(viewer, when, request.GET.get("q", "")[:100], request.GET.get("kind", "")),
        **food_context(request, when),
    }
    wrong = form.errors or symptom_form.errors
    return render(request, "journeys/log.html", context, status=422 if wrong else 200)


def _moment(viewer: User, when: date, told: time | None) -> datetime:
    """The time told on that day; without one now, or the noon of a day that is over."""
    if told is None and when == clock.today(viewer.time_zone):
        return clock.now()
    return min(datetime.combine(when, told or time(12), ZoneInfo(viewer.time_zone)), clock.now())


def _initial(row: CheckIn) -> dict[str, object]:
    names = ("energy", "mood", "sleep_hours", "exercise_minutes", "weight_kg", "notes")
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: object) -> object:
    """As somebody would type it: 9 and not 9.0, nothing for what is unknown."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else value
