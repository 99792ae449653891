"""The web app manifest, the icon by its old name, and the component pages of development."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

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
    return render(request, "ui/dev/components.html")


def sample(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/dev/sample.html")
