from django.apps import AppConfig

from pathya.kit import registry


class ProgramsConfig(AppConfig):
    name = "pathya.programs"
    label = "programs"

    def ready(self) -> None:
        from pathya.programs import paying, personal
        from pathya.programs.rules import ORDER_KIND

        registry.contribute("billing.price", ORDER_KIND, paying.price)
        registry.contribute("billing.fulfil", ORDER_KIND, paying.fulfil)
        registry.contribute("billing.revoke", ORDER_KIND, paying.revoke)
        registry.contribute("billing.terms", ORDER_KIND, paying.by_terms)
        registry.contribute("privacy.gather", "programs", personal.gather)
        registry.contribute("privacy.erase", "programs", personal.erase)
