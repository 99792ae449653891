"""Logging without a network: the worker's file, the page it keeps, what a device knows, what it sends later."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from pathya.accounts.models import Role, User
from pathya.journeys import eating, sync
from pathya.journeys.forms import DayForm, SymptomForm
from pathya.journeys.rules import MealKind
from pathya.journeys.views_common import client_page, viewer_of
from pathya.kit import clock
from pathya.nutrition import selectors as foods
from pathya.nutrition.models import Food
from pathya.nutrition.rules import Source

FILES = (
    "ui/app.css", "ui/app.js", "ui/css/pages/journeys.css", "ui/css/pages/meals.css", "django_htmx/htmx-2.min.js",
    "journeys/log.js", "journeys/queue.js", "journeys/nearby.js", "ui/brand/icon.svg", "ui/fonts/figtree.woff2",
    "ui/fonts/fraunces.woff2", "ui/fonts/mukta-400.woff2", "ui/fonts/mukta-words.woff2",
)  # fmt: skip
MODULES = ("journeys/queue.js", "journeys/nearby.js")
"""Imported by their plain name, whatever the build calls them."""
SOURCE = Path(__file__).parent / "static"
NEARBY = 800


@require_GET
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """A small worker that knows the build's files and the offline page, and nothing of a person."""
    plain = [f"{static('journeys/log.js').rsplit('/', 1)[0]}/{name.rsplit('/', 1)[1]}" for name in MODULES]
    files = sorted({*(static(name) for name in FILES), *plain})
    page = reverse("journey_offline")
    sources = [(SOURCE / name).read_text() for name in MODULES]
    version = hashlib.sha256("\n".join([*files, *sources]).encode()).hexdigest()[:12]
    context = {"version": json.dumps(version), "page": json.dumps(page), "files": json.dumps(files)}
    text = render_to_string("journeys/worker.js", context)
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@require_GET
@cache_control(no_cache=True)
def offline(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The page the worker keeps: the same for all, made without looking who asks."""
    context = {
        "kinds": MealKind.choices, "measures": eating.MEASURES, "form": DayForm(),
        "symptom_form": SymptomForm(prefix="symptom"),
    }  # fmt: skip
    return HttpResponse(render_to_string("journeys/offline.html", context))


@require_GET
@client_page
def known(request: HttpRequest) -> HttpResponse:
    """What helps to log without a network: the person's and our Indian foods, with their measures."""
    viewer = viewer_of(request)
    lately = [row["id"] for row in foods.foods(viewer, "")]
    found = foods.visible(viewer).exclude(source=Source.USDA).order_by("rank", "name")[:NEARBY]
    rows = [_nearby(one) for one in found]
    answer = {"person": str(viewer.pk), "language": get_language(), "lately": lately, "foods": rows}
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """What waited on a device; 401 and 409 leave it there until its person is signed in again."""
    viewer = request.user
    if not isinstance(viewer, User) or viewer.role != Role.CLIENT:
        return JsonResponse({"error": "sign_in_required"}, status=401)
    try:
        body = json.loads(request.body)
        person, entries = str(body["person"]), body["entries"]
        if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError):
        return JsonResponse({"error": "invalid"}, status=422)
    if person != str(viewer.pk):
        return JsonResponse({"error": "other_person"}, status=409)
    told = sync.take(person=viewer, entries=entries)
    return JsonResponse({"results": [vars(one) for one in told], "now": clock.now().isoformat()})


def _nearby(food: Food) -> dict[str, Any]:
    per_gram = food.nutrients.get("energy")
    measures = [
        {
            "name": one["name"],
            "label": eating.measure_name(str(one["name"])),
            "energy": None if per_gram is None else round(per_gram * float(one["grams"]) / 100),
        }
        for one in food.measures[:3]
    ]
    item = {"name": food.name, "name_hi": food.name_hi, "food": food.pk}
    return {
        "id": str(food.pk), "name": eating.item_name(item), "search": f"{food.search} {food.name_hi}",
        "measures": measures, "energy": None if per_gram is None else round(per_gram),
    }  # fmt: skip
