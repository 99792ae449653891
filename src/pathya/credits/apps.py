from django.apps import AppConfig


class CreditsConfig(AppConfig):
    name = "pathya.credits"
    label = "credits"
