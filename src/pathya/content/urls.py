from django.urls import URLPattern, URLResolver, path, re_path

from pathya.content import views

urlpatterns: list[URLPattern | URLResolver] = [
    re_path(r"^media/(?P<folder>images|original_images)/(?P<name>[\w.-]+)$", views.picture, name="picture"),
    path("", views.page, name="home"),
    re_path(r"^((?:[\w-]+/)*)$", views.page, name="wagtail_serve"),
]
