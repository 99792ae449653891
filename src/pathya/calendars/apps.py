from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "pathya.calendars"
    label = "calendars"
