from django.apps import AppConfig

from pathya.kit import registry


class DocumentsConfig(AppConfig):
    name = "pathya.documents"
    label = "documents"

    def ready(self) -> None:
        from pathya.documents import gather

        registry.contribute("privacy.gather", "documents", gather.gather)
        registry.contribute("privacy.erase", "documents", gather.erase)
