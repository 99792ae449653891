"""An own food, as its packet tells it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pathya.care.rules import What
from pathya.clients.views.common import tell
from pathya.clients.views.whose import whose
from pathya.kit.errors import PathyaError
from pathya.nutrition import own, selectors
from pathya.nutrition.forms_own import FoodForm
from pathya.nutrition.views.own import client_page
from pathya.ui import htmx


@require_http_methods(["GET", "POST"])
@never_cache
@client_page
def food(request: HttpRequest, food_id: UUID | None = None) -> HttpResponse:
    """A new one, or one's own changed; with `?for=` for a client."""
    here = whose(request, writes=food_id is None, reads=[What.DAYS])
    found = selectors.own_food(here.client, food_id, is_recipe=False) if food_id else None
    form = FoodForm(request.POST or None, initial=FoodForm.initial_of(found) if found else None)
    if request.method == "POST" and form.is_valid():
        try:
            if found:
                own.change_food(owner=here.client, by=here.viewer, food_id=found.pk, **form.told())
            else:
                own.add_food(owner=here.client, by=here.viewer, **form.told())
        except PathyaError as fact:
            tell(form, fact)
        else:
            htmx.toast(request, _("Saved. You find it where you log."))
            return here.goes("own_foods")
    return here.shows(request, "nutrition/own_food.html", {"form": form, "found": found}, wrong=bool(form.errors))
