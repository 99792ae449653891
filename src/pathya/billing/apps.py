from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "pathya.billing"
    label = "billing"

    def ready(self) -> None:
        from pathya.billing import links, personal
        from pathya.kit import registry

        registry.contribute("billing.price", "payment_link", links.price)
        registry.contribute("billing.fulfil", "payment_link", links.fulfil)
        registry.contribute("privacy.gather", "billing", personal.gather)
        registry.contribute("privacy.erase", "billing", personal.erase)
