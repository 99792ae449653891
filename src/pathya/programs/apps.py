from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "pathya.programs"
    label = "programs"
