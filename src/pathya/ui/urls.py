from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from pathya.ui import preferences, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("preferences/theme", preferences.set_theme, name="set_theme"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("favicon.ico", views.favicon, name="favicon"),
]
if settings.DEVELOPMENT:
    urlpatterns += [
        path("dev/components", views.components, name="components"),
        path("dev/components/sample", views.sample, name="components_sample"),
        path("dev/components/portal", views.portal, name="components_portal"),
        path("dev/components/practice", views.practice, name="components_practice"),
    ]
