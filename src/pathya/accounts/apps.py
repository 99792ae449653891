from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "pathya.accounts"
    label = "accounts"
