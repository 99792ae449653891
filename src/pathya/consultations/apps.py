from django.apps import AppConfig

from pathya.kit import registry


class ConsultationsConfig(AppConfig):
    name = "pathya.consultations"
    label = "consultations"

    def ready(self) -> None:
        from pathya.consultations import fulfilment, paying, personal

        registry.contribute("billing.price", "consultation", fulfilment.price)
        registry.contribute("consultations.changed", "consultations.paying", paying.follow)
        registry.contribute("billing.fulfil", "consultation", fulfilment.fulfil)
        registry.contribute("billing.revoke", "consultation", fulfilment.revoke)
        registry.contribute("billing.terms", "consultation", fulfilment.by_terms)
        registry.contribute("privacy.gather", "consultations", personal.gather)
        registry.contribute("privacy.erase", "consultations", personal.erase)
