"""An own recipe: ingredients found while typing, weights, what it comes to as it is typed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from pathya.accounts.models import User
from pathya.care.rules import What
from pathya.clients.views.common import tell
from pathya.clients.views.whose import Whose, whose
from pathya.kit.errors import PathyaError
from pathya.nutrition import own_recipes, recipes, selectors
from pathya.nutrition.forms_own import RecipeForm
from pathya.nutrition.known import Known, known
from pathya.nutrition.models import Food
from pathya.nutrition.recipes import Recipe
from pathya.nutrition.rows import Row, rows_of, typed
from pathya.nutrition.views.own import client_page
from pathya.ui import htmx

FOUND = 8


@require_http_methods(["GET", "POST"])
@never_cache
@client_page
def recipe(request: HttpRequest, food_id: UUID | None = None) -> HttpResponse:
    """Saved with `save`; finding, adding and taking out an ingredient keep what was typed and write nothing."""
    here = whose(request, writes=food_id is None, reads=[What.DAYS])
    owner = here.client
    found = selectors.own_food(owner, food_id, is_recipe=True) if food_id else None
    posted = request.method == "POST"
    form = RecipeForm(request.POST if posted and "save" in request.POST else None, initial=_initial(request, found))
    rows = typed(owner, request.POST) if posted else rows_of(found)
    if "save" in request.POST and form.is_valid() and _saved(here, found, form, rows):
        htmx.toast(request, _("Saved. You find it where you log."))
        return here.goes("own_foods")
    q = request.POST.get("q", "")[:100] if "add" not in request.POST else ""
    context = {
        "form": form, "found": found, "rows": rows, "q": q, "hits": _hits(owner, q),
        "raw": sum(one.weight for one in rows), "known": _known(owner, form, rows),
        "for": here.query, "client": owner, "may_act": here.may_act,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return htmx.render(request, "nutrition/own_recipe.html", context, "nutrition/_own_recipe.html", status=status)


@require_GET
@client_page
def find(request: HttpRequest) -> HttpResponse:
    """Found while typing."""
    hits = _hits(whose(request).client, request.GET.get("q", "")[:100])
    return render(request, "nutrition/_found.html", {"found": hits})


def _hits(viewer: User, words: str) -> list[dict[str, object]]:
    return selectors.foods(viewer, words)[:FOUND] if words.strip() else []


def _initial(request: HttpRequest, found: Food | None) -> dict[str, object]:
    """What was typed, else the recipe as it stands."""
    if request.method == "POST":
        return {name: request.POST.get(name, "") for name in RecipeForm.base_fields}
    if found is None:
        return {"servings": 2, "way": "boiled"}
    held = recipes.of(found)
    cooked = "" if held.cooked is None else f"{held.cooked:g}"
    return {"name": found.name, "servings": f"{held.servings:g}", "cooked": cooked, "way": held.way}


def _saved(here: Whose, found: Food | None, form: RecipeForm, rows: list[Row]) -> bool:
    if not rows:
        form.add_error(None, _("Add at least one food."))
        return False
    told = {**form.cleaned_data, "parts": [(one.food.pk, one.weight) for one in rows]}
    try:
        if found:
            own_recipes.change_recipe(owner=here.client, by=here.viewer, food_id=found.pk, **told)
        else:
            own_recipes.add_recipe(owner=here.client, by=here.viewer, **told)
    except PathyaError as fact:
        tell(form, fact)
        return False
    return True


def _known(viewer: User, form: RecipeForm, rows: list[Row]) -> list[Known]:
    """What it comes to as typed; nothing while that cannot be told."""
    draft = RecipeForm({"name": "x", **{name: form[name].value() for name in ("servings", "cooked", "way")}})
    if not rows or not draft.is_valid():
        return []
    data = draft.cleaned_data
    parts = [(one.food.pk, one.weight) for one in rows]
    told = recipes.reckoned(viewer, Recipe(parts, data["servings"], data["cooked"], data["way"]))
    return known(told.fields["nutrients"], told.fields["estimated"], told.fields["plan"]["portion"])
