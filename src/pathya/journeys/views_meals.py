"""Meals on the day page: search, log, undo, amend, repeat, favourites, photo. Every form works without scripts."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pathya.accounts.decorators import signed_in_required
from pathya.accounts.models import User
from pathya.journeys import eating, meals, photos, planned, plates
from pathya.journeys.forms_meals import MealForm, PortionForm, QuickForm
from pathya.journeys.meals import NewMeal
from pathya.journeys.models import Meal
from pathya.journeys.rules import MealKind
from pathya.journeys.targets import targets_for
from pathya.journeys.views_common import address, client_page, day_asked, uuid_asked, viewer_of
from pathya.kit import clock
from pathya.kit.errors import Invalid
from pathya.kit.ids import new_id
from pathya.nutrition import selectors as foods
from pathya.ui import htmx

SHOWN, LATELY = 12, 6
"""Foods that fit what was typed; foods used last, so that the day stays near."""
MEASURES = 3
UUID_TEXT = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def food_context(request: HttpRequest, when: date) -> dict[str, Any]:
    """What `_food.html` shows: sums against targets, the meals by kind, what can be undone."""
    viewer, logged, removed = viewer_of(request), request.GET.get("logged", ""), request.GET.get("removed", "")
    food, targets = plates.day_food(viewer, when), targets_for(viewer, when)
    groups = plates.groups(viewer, when)
    every = [meal for group in groups for meal in group.meals]
    done = next((meal for meal in every if str(meal.id) == logged), None)
    return {
        "day": when,
        "lines": plates.macros(food, targets),
        "micros": plates.micros(food, targets) if food.meals else [],
        "food": food,
        "groups": groups,
        "planned": planned.of_day(viewer, when),
        "pictured": plates.with_photos(viewer, every),
        "done": done,
        "removed": removed if UUID_TEXT.fullmatch(removed) else "",
    }


def add_context(viewer: User, when: date, typed: str, kind: str) -> dict[str, Any]:
    """What `_results.html` shows: foods as typed, else favourite meals and what was used last."""
    local = clock.now().astimezone(ZoneInfo(viewer.time_zone))
    kind = kind if kind in MealKind.values else eating.usual_kind(local)
    found = foods.foods(viewer, typed)[: SHOWN if typed.strip() else LATELY]
    return {
        "day": when,
        "typed": typed,
        "kind": kind,
        "kinds": MealKind.choices,
        "found": [choice(food) for food in found],
        "saved": [] if typed else [(one, new_id()) for one in plates.favourites(viewer)],
    }


def choice(food: dict[str, Any]) -> dict[str, Any]:
    """A found food with its first measures and what each brings."""
    per_gram = None if food["energy"] is None else float(food["energy"]) / 100
    measures = [*food["measures"][:MEASURES], {"name": "", "grams": 100}][: MEASURES + 1]
    return {
        "id": food["id"],
        "name": eating.item_name({**food, "food": food["id"]}),
        "favourite": food["favourite"],
        "measures": [
            {
                "name": one["name"],
                "label": eating.measure_name(one["name"]) if one["name"] else "g",
                "count": "" if one["name"] else 100,
                "energy": None if per_gram is None else round(per_gram * float(one["grams"])),
            }
            for one in measures
        ],
    }


@require_GET
@client_page
def food(request: HttpRequest) -> HttpResponse:
    """The part of the day page about food, after something changed."""
    return render(request, "journeys/_food.html", food_context(request, day_asked(request)))


@require_GET
@client_page
def search(request: HttpRequest) -> HttpResponse:
    """Results while typing."""
    asked = request.GET
    context = add_context(viewer_of(request), day_asked(request), asked.get("q", "")[:100], asked.get("kind", ""))
    return render(request, "journeys/_results.html", context)


@require_POST
@client_page
def log(request: HttpRequest) -> HttpResponse:
    """One food, or a quick add, from a form."""
    viewer, when = viewer_of(request), day_asked(request)
    form = QuickForm(request.POST) if request.POST.get("quick") else PortionForm(request.POST)
    if not form.is_valid():
        raise Invalid(fields={name: [str(text) for text in texts] for name, texts in form.errors.items()})
    kind = form.cleaned_data["kind"]
    new = NewMeal(kind, [form.eaten()], meals.moment(viewer, when, kind), day=when, id=uuid_asked(request))
    return _back(request, when, meals.log_meal(person=viewer, meal=new))


@require_POST
@client_page
def repeat(request: HttpRequest) -> HttpResponse:
    """Yesterday's meals of a kind again."""
    viewer, when, kind = viewer_of(request), day_asked(request), request.POST.get("kind", "")
    if kind not in MealKind.values:
        raise Invalid(fields={"kind": [_("This is not one of the choices.")]})
    before = when - timedelta(days=1)
    found = plates.meals(viewer, before, before).filter(kind=kind)
    same = [uuid5(one.id, when.isoformat()) for one in found]
    made = meals.repeat(person=viewer, meals=list(found), day=when, ids=same)
    return _back(request, when, made[-1] if made else None)


@require_POST
@client_page
def log_planned(request: HttpRequest) -> HttpResponse:
    """A meal as the plan has it."""
    when = day_asked(request)
    return _back(request, when, planned.log(person=viewer_of(request), day=when, kind=request.POST.get("kind", "")))


@require_POST
@client_page
def log_saved(request: HttpRequest, saved_id: UUID) -> HttpResponse:
    viewer, when, kind = viewer_of(request), day_asked(request), request.POST.get("kind", MealKind.LUNCH)
    at = meals.moment(viewer, when, kind if kind in MealKind.values else MealKind.LUNCH)
    made = meals.log_favourite(person=viewer, saved_id=saved_id, kind=kind, at=at, meal_id=uuid_asked(request))
    return _back(request, when, made)


@require_POST
@client_page
def save(request: HttpRequest, meal_id: UUID) -> HttpResponse:
    """Keep a meal as a favourite."""
    viewer = viewer_of(request)
    meal = plates.meal(viewer, meal_id)
    try:
        meals.save_favourite(person=viewer, name=request.POST.get("name", ""), items=meal.items)
    except Invalid as fact:
        htmx.toast(request, str(fact.fields["name"][0]), "warning")
    else:
        htmx.toast(request, _("Kept as a favourite."))
    return redirect("journey_meal", meal_id)


@require_POST
@client_page
def remove(request: HttpRequest, meal_id: UUID) -> HttpResponse:
    meal = meals.remove_meal(person=viewer_of(request), meal_id=meal_id)
    return redirect(f"{address(meal.day)}&removed={meal.id}#food")


@require_POST
@client_page
def restore(request: HttpRequest, meal_id: UUID) -> HttpResponse:
    meal = meals.restore_meal(person=viewer_of(request), meal_id=meal_id)
    return redirect(f"{address(meal.day)}#food")


@require_http_methods(["GET", "POST"])
@client_page
def meal(request: HttpRequest, meal_id: UUID) -> HttpResponse:
    """One meal: amounts, time, note, hunger, mood, photo."""
    viewer = viewer_of(request)
    found = plates.meal(viewer, meal_id)
    form = MealForm(request.POST or None, request.FILES or None, meal=found, zone=viewer.time_zone)
    if request.method == "POST" and form.is_valid():
        try:
            changed = meals.amend_meal(person=viewer, meal_id=meal_id, changes=form.changes()).meal
            if form.cleaned_data["photo"]:
                content = form.cleaned_data["photo"].read(photos.MOST_BYTES + 1)
                photos.set_photo(person=viewer, meal_id=meal_id, content=content)
        except Invalid as fact:
            for name, texts in fact.fields.items():
                form.add_error(name if name in form.fields else None, [str(text) for text in texts])
        else:
            htmx.toast(request, _("Saved."))
            return redirect(f"{address(changed.day)}#food")
    context = {"meal": found, "form": form, "has_photo": bool(plates.with_photos(viewer, [found]))}
    return render(request, "journeys/meal.html", context, status=422 if form.errors else 200)


@require_GET
@signed_in_required
def photo(request: HttpRequest, client_id: UUID, meal_id: UUID) -> HttpResponse:
    """For the client and who may read their record."""
    found = plates.photo(viewer_of(request), client_id, meal_id)
    headers = {"Cache-Control": "private, no-store", "Content-Security-Policy": "default-src 'none'"}
    return HttpResponse(photos.content(found), content_type=photos.MEDIA, headers=headers)


@require_POST
@client_page
def remove_photo(request: HttpRequest, meal_id: UUID) -> HttpResponse:
    photos.remove_photo(person=viewer_of(request), meal_id=meal_id)
    return redirect("journey_meal", meal_id)


def _back(request: HttpRequest, when: date, made: Meal | None) -> HttpResponse:
    kind = request.POST.get("kind", "")
    logged = f"&logged={made.id}" if made else ""
    return redirect(f"{reverse('portal_log')}?day={when.isoformat()}&kind={kind}{logged}#food")
