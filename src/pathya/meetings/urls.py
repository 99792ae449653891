from django.urls import URLPattern, URLResolver, path

from pathya.meetings.views import feed, lobby, reminders, webhook

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/reminders/", reminders.settings, name="reminder_settings"),
    path("calls/<uuid:consultation_id>/", lobby.lobby, name="call_lobby"),
    path("calls/<uuid:consultation_id>/door/", lobby.door, name="call_door"),
    path("calls/<uuid:consultation_id>/enter/", lobby.enter, name="call_enter"),
    path("calls/<uuid:consultation_id>/recording/", lobby.consent, name="call_recording_consent"),
    path("calendar/<str:token>.ics", feed.feed, name="calendar_feed"),
    path("webhooks/zoom", webhook.zoom, name="zoom_webhook"),
]
