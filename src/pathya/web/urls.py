from django.urls import URLPattern, URLResolver, path

from pathya.web import nutritionists, portal, practice

urlpatterns: list[URLPattern | URLResolver] = [
    path("nutritionists/", nutritionists.listing, name="nutritionist_list"),
    path("nutritionists/<slug:slug>/", nutritionists.detail, name="nutritionist_detail"),
    path("portal/", portal.today, name="portal_today"),
    path("practice/", practice.today, name="practice_today"),
]
