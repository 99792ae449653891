from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "pathya.consultations"
    label = "consultations"
