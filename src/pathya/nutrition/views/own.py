"""Own foods and recipes: the list, taking one out."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from pathya.accounts.decorators import role_required
from pathya.accounts.models import Role
from pathya.care.rules import What
from pathya.clients.views.whose import whose
from pathya.nutrition import own, selectors
from pathya.nutrition.errors import FoodInUse
from pathya.ui import htmx

client_page = role_required(Role.CLIENT)
SHOWN = 200


@require_GET
@never_cache
@client_page
def listing(request: HttpRequest) -> HttpResponse:
    """One's own, or with `?for=` those of a client one acts for."""
    here = whose(request, reads=[What.DAYS])
    rows = list(selectors.own(here.client)[:SHOWN])
    context = {"foods": [one for one in rows if not one.is_recipe], "recipes": [one for one in rows if one.is_recipe]}
    return here.shows(request, "nutrition/own.html", context)


@require_POST
@client_page
def remove(request: HttpRequest, food_id: UUID) -> HttpResponse:
    here = whose(request)
    try:
        own.remove(owner=here.client, by=here.viewer, food_id=food_id)
    except FoodInUse as fact:
        htmx.toast(request, f"{fact.message} ({', '.join(fact.extra['recipes'])})", "warning")
    else:
        htmx.toast(request, _("Taken out. What you logged with it stays."))
    return here.goes("own_foods")
