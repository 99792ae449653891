"""Public pages about nutritionists: the list and each one's own page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from pathya.consultations import reviews
from pathya.kit import clock
from pathya.kit.shared import shared_page
from pathya.nutritionists.directory_form import DirectoryForm
from pathya.ui import htmx
from pathya.ui.json_ld import json_ld
from pathya.ui.words import viewer_zone
from pathya.web.directory import Entry, Search, Sort, entry, search

PER_PAGE = 12
REVIEWS = 6
SORTS = [
    (Sort.SOONEST.value, _("Soonest free")),
    (Sort.EXPERIENCE.value, _("Most experience")),
    (Sort.FEE.value, _("Lowest fee")),
    (Sort.NAME.value, _("Name")),
]


@shared_page
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Filters stand in the address; HTMX swaps the results only."""
    form = DirectoryForm(request.GET, sorts=SORTS)
    wanted = form.wanted()
    day, sort = form.cleaned_data.get("day"), form.cleaned_data.get("sort") or Sort.SOONEST
    number = request.GET.get("page", "1")
    page = search(
        Search(wanted, day, Sort(sort)),
        zone=viewer_zone(),
        now=clock.now(),
        page=min(int(number), 10_000) if number.isdecimal() and int(number) else 1,
        limit=PER_PAGE,
    )
    is_filtered = any(value for name, value in form.cleaned_data.items() if name != "sort")
    context = {"form": form, "page": page, "is_filtered": is_filtered, "today": clock.today(viewer_zone())}
    return htmx.render(request, "web/nutritionists/list.html", context, "web/nutritionists/_results.html")


@shared_page
@require_GET
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    one = entry(slug=slug, now=clock.now())
    who = one.nutritionist
    said = list(reviews.shown(who.pk)[:REVIEWS]) if who.rating_count else []
    context = {"entry": one, "nutritionist": who, "reviews": said, "json_ld": json_ld(described(one))}
    return render(request, "web/nutritionists/detail.html", context)


def described(one: Entry) -> dict[str, Any]:
    """The page for search engines, in schema.org's words."""
    who = one.nutritionist
    return {
        "@context": "https://schema.org",
        "@type": "Person",
        "@id": settings.BASE_URL + reverse("nutritionist_detail", args=[who.slug]),
        "url": settings.BASE_URL + reverse("nutritionist_detail", args=[who.slug]),
        "name": who.name,
        "jobTitle": str(_("Nutritionist")),
        "description": who.headline,
        "knowsLanguage": who.languages,
        "knowsAbout": [each.name for each in who.specialisations.all()],
        "hasCredential": [{"@type": "EducationalOccupationalCredential", "name": name} for name in who.qualifications],
        "makesOffer": [
            {
                "@type": "Offer",
                "name": offer.kind.name,
                "price": f"{offer.fee.amount:.2f}",
                "priceCurrency": offer.fee_currency,
            }
            for offer in one.offers
        ],
    }
