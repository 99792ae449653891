from django.apps import AppConfig


class JourneysConfig(AppConfig):
    name = "pathya.journeys"
    label = "journeys"
