from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "pathya.documents"
    label = "documents"
