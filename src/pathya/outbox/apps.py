from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "pathya.outbox"
    label = "outbox"
