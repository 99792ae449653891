from django.urls import URLPattern, URLResolver, path

from pathya.calendars import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/calendars/", views.page, name="calendar_settings"),
    path("account/calendars/feed/", views.make_feed, name="calendar_feed_make"),
    path("account/calendars/feed/revoke/", views.revoke_feed, name="calendar_feed_revoke"),
    path("account/calendars/google/", views.connect, name="google_calendar_connect"),
    path("account/calendars/google/returned/", views.returned, name="google_calendar_returned"),
    path("account/calendars/google/disconnect/", views.disconnect, name="google_calendar_disconnect"),
]
