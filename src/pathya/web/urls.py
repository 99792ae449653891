from django.urls import URLPattern, URLResolver, path

from pathya.web import nutritionists, portal, practice, robots
from pathya.web import practice_availability as availability

urlpatterns: list[URLPattern | URLResolver] = [
    path("sitemap.xml", robots.sitemap, name="sitemap"),
    path("robots.txt", robots.robots, name="robots"),
    path("nutritionists/", nutritionists.listing, name="nutritionist_list"),
    path("nutritionists/<slug:slug>/", nutritionists.detail, name="nutritionist_detail"),
    path("portal/", portal.today, name="portal_today"),
    path("practice/", practice.today, name="practice_today"),
    path("practice/more/", practice.more, name="practice_more"),
    path("practice/clients/", practice.clients, name="practice_clients"),
    path("practice/availability/", availability.page, name="practice_availability"),
    path("practice/availability/week/", availability.week, name="availability_week"),
    path("practice/availability/rules/", availability.rules, name="availability_rules"),
    path("practice/availability/exceptions/", availability.add_exception, name="availability_exceptions"),
    path(
        "practice/availability/exceptions/<str:day>/remove/",
        availability.remove_exception,
        name="availability_exception_remove",
    ),
    path("practice/availability/time-off/", availability.add_time_off, name="availability_time_off"),
    path(
        "practice/availability/time-off/<int:time_off_id>/remove/",
        availability.remove_time_off,
        name="availability_time_off_remove",
    ),
]
