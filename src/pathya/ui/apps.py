from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "pathya.ui"
    label = "ui"
