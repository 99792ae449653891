from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "pathya.operations"
    label = "operations"
