from django.apps import AppConfig

from pathya.kit import registry


class CalendarsConfig(AppConfig):
    name = "pathya.calendars"
    label = "calendars"

    def ready(self) -> None:
        from pathya.calendars import personal

        registry.contribute("privacy.gather", "calendars", personal.gather)
        registry.contribute("privacy.erase", "calendars", personal.erase)
