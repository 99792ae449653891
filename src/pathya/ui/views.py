"""The web app manifest, the icon by its old name, and the component pages of development."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from pathya.kit import clock
from pathya.kit.pagination import Page
from pathya.ui import dev

PAPER = "#fdf8ef"


@cache_control(public=True, max_age=86_400)
def manifest(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """What a phone needs to put Pathya on its home screen."""
    icon = {"type": "image/png", "purpose": "any"}
    return JsonResponse(
        {
            "name": "Pathya",
            "short_name": "Pathya",
            "description": _("Food that is right for the path you are on."),
            "id": "/",
            "start_url": "/portal/",
            "scope": "/",
            "display": "standalone",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": [
                icon | {"src": static("ui/icons/icon-192.png"), "sizes": "192x192"},
                icon | {"src": static("ui/icons/icon-512.png"), "sizes": "512x512"},
                icon | {"src": static("ui/icons/icon-maskable.png"), "sizes": "512x512", "purpose": "maskable"},
            ],
        },
        content_type="application/manifest+json",
    )


@cache_control(public=True, max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return redirect(static("ui/icons/icon-192.png"), permanent=True)


def components(request: HttpRequest) -> HttpResponse:
    context = {
        "form": dev.SampleForm(),
        "wrong": dev.SampleForm({"name": "Asha", "email": "asha@"}, auto_id="wrong_%s"),
        "now": clock.now(),
        "page": paginated_sample(),
        **dev.numbers(),
        **dev.days(request.GET.get("day", "")),
    }
    return render(request, "ui/dev/components.html", context)


def paginated_sample() -> Page[int]:
    return Page(items=range(20), page=2, limit=20, total=90)


def sample(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/dev/sample.html", {"sample": dev.sample()})


def portal(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/dev/portal.html", {"sample": dev.sample(), **dev.numbers()})


def practice(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/dev/practice.html", {"sample": dev.sample(), **dev.numbers()})
