from django.urls import path

from pathya.operations import views

urlpatterns = [
    path("health", views.well, name="health"),
    path("health/live", views.live, name="live"),
    path("ready", views.ready, name="ready"),
    path("metrics", views.prometheus, name="prometheus"),
]
