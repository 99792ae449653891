"""What search engines may read: sitemap and robots.txt."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pathya.content.selectors import public_pages
from pathya.nutritionists.models import Nutritionist
from pathya.programs.models import Program

PUBLIC = ("/accounts/login/", "/accounts/signup/")
PRIVATE = ("/accounts/", "/api/", "/cms/", "/portal/", "/practice/")
HOUR = 3600


@dataclass(frozen=True)
class Address:
    url: str
    changed: datetime | None = None


@require_safe
@cache_control(public=True, max_age=HOUR)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page, program and listed nutritionist."""
    pages = [Address(settings.BASE_URL + path, page.last_published_at) for path, page in public_pages()]
    slugs = Nutritionist.objects.filter(is_listed=True).values_list("slug", flat=True)
    people = [Address(settings.BASE_URL + reverse("nutritionist_detail", args=[slug])) for slug in slugs]
    offers = Program.objects.filter(live=True).values_list("slug", "last_published_at")
    programs = [Address(settings.BASE_URL + reverse("program_page", args=[slug]), when) for slug, when in offers]
    listing = Address(settings.BASE_URL + reverse("nutritionist_list"))
    catalogue = Address(settings.BASE_URL + reverse("program_list"))
    context = {"addresses": [*pages, listing, *people, catalogue, *programs]}
    return render(request, "web/sitemap.xml", context, content_type="application/xml")


@require_safe
@cache_control(public=True, max_age=HOUR)
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    lines = [
        "User-agent: *",
        *(f"Allow: {path}" for path in PUBLIC),
        *(f"Disallow: {path}" for path in PRIVATE),
        "",
        f"Sitemap: {settings.BASE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
