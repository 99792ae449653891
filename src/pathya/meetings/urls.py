from django.urls import URLPattern, URLResolver, path

from pathya.meetings.views import reminders

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/reminders/", reminders.settings, name="reminder_settings"),
]
