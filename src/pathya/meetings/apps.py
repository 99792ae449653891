from django.apps import AppConfig

from pathya.kit import registry


class MeetingsConfig(AppConfig):
    name = "pathya.meetings"
    label = "meetings"

    def ready(self) -> None:
        from pathya.meetings import personal, tasks

        registry.contribute("consultations.changed", "meetings", tasks.follow)
        registry.contribute("calendars.connected", "meetings", tasks.connected)
        registry.contribute("privacy.consent_changed", "meetings", tasks.consent_changed)
        registry.contribute("privacy.gather", "meetings", personal.gather)
        registry.contribute("privacy.erase", "meetings", personal.erase)
