"""The client's own plan: today, the week, what to buy."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.care.rules import What
from pathya.clients.views.whose import Whose, whose
from pathya.kit import clock
from pathya.kit.errors import NotFound
from pathya.nutrition import papers, plan_selectors, showing
from pathya.nutrition.aisles import by_aisle
from pathya.nutrition.models import MealPlan
from pathya.nutrition.showing import Shown
from pathya.nutrition.views.common import day_asked, file

client_page = role_required(Role.CLIENT)


@require_GET
@never_cache
@client_page
def today(request: HttpRequest) -> HttpResponse:
    """One day of the approved plan, today unless another is asked for."""
    here = whose(request, reads=[What.PLAN])
    today_ = clock.today(here.client.time_zone)
    when = day_asked(request, today_)
    found = _current(here, when, today_)
    told = plan_selectors.seen(here.viewer, found) if found else None
    if told is None or found is None:
        return here.shows(request, "nutrition/plan_none.html", {})
    day = told.day(when) or told.days[0]
    context = {
        "told": told,
        "day": day,
        "today": today_,
        "amounts": showing.amounts(day.sums, found.asked.get("need", {}), showing.SHOWN),
        "query": f"?day={day.day.isoformat()}{_and_for(here)}",
    }
    return here.shows(request, "nutrition/plan.html", {**context, "and_for": _and_for(here)})


@require_GET
@never_cache
@client_page
def shopping(request: HttpRequest) -> HttpResponse:
    here = whose(request, reads=[What.PLAN])
    told = _ready(here, request)
    return here.shows(request, "nutrition/shopping.html", {"told": told, "bought": bought(told)})


@require_GET
@never_cache
@client_page
def pdf(request: HttpRequest) -> HttpResponse:
    told = _ready(whose(request, reads=[What.PLAN]), request)
    return file(papers.plan_pdf(told, user_of(request).language), f"plan-{told.plan.starts_on}.pdf")


def bought(told: Shown) -> list[tuple[str, list[tuple[object, str]]]]:
    """Aisle by aisle: foods and how much of them."""
    return [
        (label, [(one.food, papers.weight(one.grams)) for one in rows])
        for label, rows in by_aisle(showing.shopping(told))
    ]


def _ready(here: Whose, request: HttpRequest) -> Shown:
    today_ = clock.today(here.client.time_zone)
    found = _current(here, day_asked(request, today_), today_)
    if found is None:
        raise NotFound
    return plan_selectors.ready(here.viewer, found)


def _current(here: Whose, when: date, today_: date) -> MealPlan | None:
    return plan_selectors.current(here.client, when) or _coming(here, today_)


def _and_for(here: Whose) -> str:
    return here.query.replace("?", "&")


def _coming(here: Whose, after: date) -> MealPlan | None:
    """The approved plan that begins next, where none covers the day."""
    rows = plan_selectors.plans(here.viewer, here.client).filter(
        starts_on__gt=after, starts_on__lte=after + timedelta(days=60)
    )
    return rows.exclude(state="ended").order_by("starts_on").first()
