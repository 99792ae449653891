from django.urls import URLPattern, URLResolver, path

from pathya.journeys import practice, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("portal/log/", views.log, name="portal_log"),
    path("portal/log/water/", views.water, name="journey_water"),
    path("portal/log/symptoms/", views.add_symptom, name="journey_symptom"),
    path("portal/log/symptoms/<uuid:symptom_id>/remove/", views.remove_symptom, name="journey_symptom_remove"),
    path("practice/clients/<uuid:client_id>/days/", practice.days, name="practice_client_days"),
    path("portal/journey/", views.journey, name="portal_journey"),
    path("portal/journey/start/", views.start, name="journey_start"),
    path("portal/journey/<uuid:journey_id>/end/", views.end, name="journey_end"),
]
