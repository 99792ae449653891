from django.urls import URLPattern, URLResolver, path

from pathya.web import portal, practice

urlpatterns: list[URLPattern | URLResolver] = [
    path("portal/", portal.today, name="portal_today"),
    path("practice/", practice.today, name="practice_today"),
]
