from django.apps import AppConfig

from pathya.kit import registry


class CreditsConfig(AppConfig):
    name = "pathya.credits"
    label = "credits"

    def ready(self) -> None:
        from pathya.credits import personal

        registry.contribute("privacy.gather", "credits", personal.gather)
        registry.contribute("privacy.erase", "credits", personal.erase)
