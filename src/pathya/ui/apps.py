from django.apps import AppConfig

from pathya.kit import catalogues


class UiConfig(AppConfig):
    name = "pathya.ui"
    label = "ui"

    def ready(self) -> None:
        catalogues.join()
