from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "pathya.web"
    label = "web"
