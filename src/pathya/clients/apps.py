from django.apps import AppConfig


class ClientsConfig(AppConfig):
    name = "pathya.clients"
    label = "clients"
