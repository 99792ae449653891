from django.apps import AppConfig


class NutritionConfig(AppConfig):
    name = "pathya.nutrition"
    label = "nutrition"
