from django.apps import AppConfig

from pathya.kit import registry


class JourneysConfig(AppConfig):
    name = "pathya.journeys"
    label = "journeys"

    def ready(self) -> None:
        from pathya.journeys import personal

        registry.contribute("privacy.gather", "journeys", personal.gather)
        registry.contribute("privacy.erase", "journeys", personal.erase)
