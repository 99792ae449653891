from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "pathya.billing"
    label = "billing"

    def ready(self) -> None:
        from pathya.billing import links, personal
        from pathya.billing.services import catalogue, subscriptions
        from pathya.kit import registry

        registry.contribute("billing.price", "payment_link", links.price)
        registry.contribute("billing.fulfil", "payment_link", links.fulfil)
        registry.contribute("billing.price", catalogue.PACKAGE, catalogue.price)
        registry.contribute("billing.fulfil", catalogue.PACKAGE, catalogue.fulfil)
        registry.contribute("billing.revoke", catalogue.PACKAGE, catalogue.revoke)
        registry.contribute("billing.fulfil", subscriptions.KIND, subscriptions.fulfil)
        registry.contribute("billing.revoke", subscriptions.KIND, subscriptions.revoke)
        registry.contribute("privacy.gather", "billing", personal.gather)
        registry.contribute("privacy.erase", "billing", personal.erase)
