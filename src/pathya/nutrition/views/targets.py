"""What a client is to reach in a day, and the dishes they do not want: seen and changed by themselves."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pathya.accounts.decorators import role_required
from pathya.accounts.models import Role
from pathya.care.rules import What
from pathya.clients.views.common import tell
from pathya.clients.views.whose import whose
from pathya.kit import clock
from pathya.kit.errors import PathyaError
from pathya.nutrition import selectors, services, words
from pathya.nutrition.forms import BodyForm
from pathya.nutrition.targets import Choices
from pathya.ui import htmx

client_page = role_required(Role.CLIENT)
FOUND = 8


@require_http_methods(["GET", "POST"])
@never_cache
@client_page
def targets(request: HttpRequest) -> HttpResponse:
    """Method, goal, activity and state are the client's as long as no nutritionist has set the targets."""
    here = whose(request, reads=[What.PLAN])
    today = clock.today(here.client.time_zone)
    told = selectors.targets_of(here.client, today)
    form = BodyForm(request.POST or None, initial=BodyForm.initial_of(told.choices))
    if request.method == "POST" and form.is_valid():
        try:
            services.set_targets(viewer=here.viewer, client=here.client, since=today, choices=form.choices())
        except PathyaError as fact:
            tell(form, fact)
        else:
            htmx.toast(request, _("Saved. They count from today on."))
            return here.goes("portal_targets")
    q = request.GET.get("q", "").strip()[:100]
    context = {
        "told": told,
        "form": form,
        "missing": words.lacks(list(told.missing)),
        "nutrients": [(words.NUTRIENTS[name], one) for name, one in selectors.shown_targets(told).items()],
        "chosen": _chosen(told.choices),
        "disliked": selectors.disliked(here.client),
        "q": q,
        "hits": selectors.dishes_named(here.client, q)[:FOUND] if q else [],
    }
    return here.shows(request, "nutrition/targets.html", context, wrong=bool(form.errors))


def _chosen(choices: Choices) -> list[tuple[object, object]]:
    """Label and words of what was chosen; nothing for what follows from the profile."""
    fields: dict[str, Any] = BodyForm.base_fields
    told = [(field.label, dict(field.choices), getattr(choices, name)) for name, field in fields.items()]
    return [(label, words[value]) for label, words, value in told if value]
