from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "pathya.billing"
    label = "billing"
