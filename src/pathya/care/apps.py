from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "pathya.care"
    label = "care"
