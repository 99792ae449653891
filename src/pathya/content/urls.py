from django.urls import URLPattern, URLResolver, re_path

from pathya.content import views

urlpatterns: list[URLPattern | URLResolver] = [
    re_path(r"^((?:[\w-]+/)*)$", views.page, name="wagtail_serve"),
]
