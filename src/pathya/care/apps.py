from django.apps import AppConfig

from pathya.kit import registry


class CareConfig(AppConfig):
    name = "pathya.care"
    label = "care"

    def ready(self) -> None:
        from pathya.care import personal

        registry.contribute("privacy.gather", "care", personal.gather)
        registry.contribute("privacy.erase", "care", personal.erase)
