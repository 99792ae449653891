from django.apps import AppConfig

from pathya.kit import registry


class NutritionConfig(AppConfig):
    name = "pathya.nutrition"
    label = "nutrition"

    def ready(self) -> None:
        from pathya.nutrition import personal, planning

        registry.contribute("privacy.gather", "nutrition", personal.gather)
        registry.contribute("privacy.erase", "nutrition", personal.erase)
        registry.contribute("programs.enrolled", "nutrition", planning.first_plan)
