from django.urls import URLPattern, URLResolver, path

from pathya.journeys import practice, views, views_meals, views_offline, views_supplements

urlpatterns: list[URLPattern | URLResolver] = [
    path("portal/log/", views.log, name="portal_log"),
    path("portal/log/water/", views.water, name="journey_water"),
    path("portal/log/symptoms/", views.add_symptom, name="journey_symptom"),
    path("portal/log/symptoms/<uuid:symptom_id>/remove/", views.remove_symptom, name="journey_symptom_remove"),
    path("portal/worker.js", views_offline.worker, name="journey_worker"),
    path("portal/log/offline/", views_offline.offline, name="journey_offline"),
    path("portal/log/known/", views_offline.known, name="journey_known"),
    path("portal/log/sync/", views_offline.take, name="journey_sync"),
    path("portal/log/food/", views_meals.food, name="journey_food"),
    path("portal/log/search/", views_meals.search, name="journey_search"),
    path("portal/log/meals/", views_meals.log, name="journey_meal_log"),
    path("portal/log/meals/repeat/", views_meals.repeat, name="journey_repeat"),
    path("portal/log/meals/saved/<uuid:saved_id>/", views_meals.log_saved, name="journey_saved_log"),
    path("portal/log/meals/<uuid:meal_id>/", views_meals.meal, name="journey_meal"),
    path("portal/log/meals/<uuid:meal_id>/remove/", views_meals.remove, name="journey_meal_remove"),
    path("portal/log/meals/<uuid:meal_id>/restore/", views_meals.restore, name="journey_meal_restore"),
    path("portal/log/meals/<uuid:meal_id>/save/", views_meals.save, name="journey_meal_save"),
    path("portal/log/meals/<uuid:meal_id>/photo/remove/", views_meals.remove_photo, name="journey_photo_remove"),
    path("people/<uuid:client_id>/meals/<uuid:meal_id>/photo.jpg", views_meals.photo, name="journey_photo"),
    path("portal/log/supplements/", views_supplements.add, name="journey_supplement"),
    path("portal/log/supplements/<uuid:supplement_id>/", views_supplements.take, name="journey_supplement_take"),
    path("portal/log/supplements/<uuid:supplement_id>/stop/", views_supplements.stop, name="journey_supplement_stop"),
    path("practice/clients/<uuid:client_id>/days/", practice.days, name="practice_client_days"),
    path("portal/journey/", views.journey, name="portal_journey"),
    path("portal/journey/start/", views.start, name="journey_start"),
    path("portal/journey/<uuid:journey_id>/end/", views.end, name="journey_end"),
]
