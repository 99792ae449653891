from django.urls import URLPattern, URLResolver, path

from pathya.credits import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("portal/sessions/", views.mine, name="credits_mine"),
    path("office/sessions/", views.office, name="office_credits"),
    path("office/sessions/<uuid:grant_id>/take-back/", views.take_back, name="office_credit_take_back"),
]
