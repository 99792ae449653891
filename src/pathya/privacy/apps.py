from django.apps import AppConfig

from pathya.kit import registry


class PrivacyConfig(AppConfig):
    name = "pathya.privacy"
    label = "privacy"

    def ready(self) -> None:
        from pathya.privacy import account, keys, selectors, services

        registry.register("kit.data_key", keys.data_key)
        registry.register("outbox.may_leave", selectors.may_leave)
        registry.contribute("accounts.signed_in", "privacy", services.cancel_deletion)
        for key, gather in (
            ("accounts", account.gather_account),
            ("outbox", account.gather_messages),
            ("operations", account.gather_trail),
            ("privacy", account.gather_privacy),
        ):
            registry.contribute("privacy.gather", key, gather)
        for key, erase in (
            ("outbox", account.erase_messages),
            ("operations", account.erase_trail),
            ("privacy", account.erase_privacy),
        ):
            registry.contribute("privacy.erase", key, erase)
