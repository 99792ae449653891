from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "pathya.content"
    label = "content"
