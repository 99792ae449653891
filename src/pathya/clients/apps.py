from django.apps import AppConfig

from pathya.kit import registry


class ClientsConfig(AppConfig):
    name = "pathya.clients"
    label = "clients"

    def ready(self) -> None:
        from pathya.clients import personal

        registry.contribute("privacy.gather", "clients", personal.gather)
        registry.contribute("privacy.erase", "clients", personal.erase)
