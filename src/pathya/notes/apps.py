from django.apps import AppConfig

from pathya.kit import registry


class NotesConfig(AppConfig):
    name = "pathya.notes"
    label = "notes"

    def ready(self) -> None:
        from pathya.notes import declined, followups, intake, personal

        registry.contribute("consultations.preparing", "notes", intake.preparation)
        registry.contribute("consultations.asking", "notes", declined.declined)
        registry.contribute("consultations.changed", "notes", followups.follow)
        registry.contribute("privacy.gather", "notes", personal.gather)
        registry.contribute("privacy.erase", "notes", personal.erase)
