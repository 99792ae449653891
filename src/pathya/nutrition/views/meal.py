"""Writing one meal by hand: foods found while typing, amounts, the day's sums as they would be."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.kit.errors import NotFound, PathyaError
from pathya.nutrition import changing, content, plan_selectors, selectors, showing
from pathya.nutrition.changing import MOST_ITEMS, Portion
from pathya.nutrition.content import Item, MealKind
from pathya.nutrition.models import Food, MealPlan
from pathya.nutrition.views.common import number
from pathya.nutrition.views.practice import reviewed
from pathya.nutrition.words import measure
from pathya.ui import htmx

nutritionist_page = role_required(Role.NUTRITIONIST)
FOUND = 8


@require_http_methods(["GET", "POST"])
@never_cache
@nutritionist_page
def edit(request: HttpRequest, plan_id: UUID, day: int, meal: str) -> HttpResponse:
    """Saved as a new version. Adding a food and looking for one keep what was typed, nothing is written."""
    viewer = user_of(request)
    found = reviewed(viewer, plan_id)
    told = plan_selectors.ready(viewer, found)
    if day >= len(told.held) or meal not in MealKind.values:
        raise NotFound
    posted = request.method == "POST"
    items = typed(request.POST) if posted else told.held[day][meal].items
    failure: Any = None
    if posted and "save" in request.POST:
        try:
            portions = [Portion(UUID(one.food), one.portions, one.grams, one.measure) for one in items]
            version = number(request.POST.get("version"))
            changing.edit_meal(viewer=viewer, plan_id=plan_id, day=day, meal=meal, portions=portions, version=version)
        except PathyaError as fact:
            failure = next((texts[0] for texts in fact.fields.values()), fact.message)
        else:
            answer = redirect("practice_plan", plan_id)
            answer["Location"] += f"#day-{day}"
            return answer
    q = "" if "add" in request.POST else request.POST.get("q", "")[:100]
    foods = showing.foods_by_id(found, {one.food for one in items} | content.foods_in([told.held[day]]))
    rest = [item for kind, other in told.held[day].items() if kind != meal for item in other.items]
    context = {
        "plan": found,
        "version": number(request.POST.get("version")) if posted else found.version,
        "day": told.days[day],
        "meal": meal,
        "label": MealKind(meal).label,
        "rows": [row(one, foods.get(one.food)) for one in items],
        "amounts": showing.amounts(content.sums([*rest, *items], foods), found.asked.get("need", {})),
        "failure": failure,
        "found": hits(found, q),
        "q": q,
    }
    status = 422 if failure else 200
    return htmx.render(request, "nutrition/meal.html", context, "nutrition/_meal.html", status=status)


def typed(sent: QueryDict) -> list[Item]:
    """The rows as they were typed; rows taken out and amounts that are none are left out."""
    told = []
    for number_, food in enumerate(sent.getlist("food")[: MOST_ITEMS + 1]):
        portions = _float(sent.get(f"portions_{number_}"))
        measure, _, grams = sent.get(f"measure_{number_}", "").rpartition(":")
        if portions and _float(grams) and sent.get("drop") != str(number_) and _is_id(food):
            told.append(Item(food, portions, _float(grams), measure))
    added = sent.get("add") or ""
    if _is_id(added):
        chosen = Food.objects.filter(pk=added, owner=None).first()
        if chosen:
            measure_, grams_ = measures(chosen)[0]
            told.append(Item(str(chosen.pk), 1, grams_, measure_))
    return told


def measures(food: Food) -> list[tuple[str, float]]:
    told = [(str(one["name"]), float(one["grams"])) for one in food.measures]
    return [*told, ("grams", 100.0)]


def row(item: Item, food: Food | None) -> dict[str, Any]:
    known = measures(food) if food else []
    if (item.measure, item.grams) not in known:
        known = [(item.measure, item.grams), *known]
    return {
        "food": item.food,
        "line": showing.Line(item, food),
        "options": [
            {
                "value": f"{name}:{grams:g}",
                "text": f"{measure(name)} ({grams:g} g)" if name != "grams" else f"{grams:g} g",
                "chosen": (name, grams) == (item.measure, item.grams),
            }
            for name, grams in known
        ],
    }


def hits(found: MealPlan, words: str) -> list[dict[str, Any]]:
    """Shared foods, as the client will not see what is the nutritionist's own."""
    told = selectors.foods(found.client, words[:100]) if words.strip() else []
    return [hit for hit in told if hit["source"] != "own"][:FOUND]


@require_GET
@nutritionist_page
def find(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Found while typing."""
    found = reviewed(user_of(request), plan_id)
    return render(request, "nutrition/_found.html", {"found": hits(found, request.GET.get("q", ""))})


def _float(text: str | None) -> float:
    try:
        value = float(text or "")
    except ValueError:
        return 0
    return value if 0 < value <= 5000 else 0


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
