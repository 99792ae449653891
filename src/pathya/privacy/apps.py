from django.apps import AppConfig

from pathya.kit import registry


class PrivacyConfig(AppConfig):
    name = "pathya.privacy"
    label = "privacy"

    def ready(self) -> None:
        from pathya.privacy import keys

        registry.register("kit.data_key", keys.data_key)
