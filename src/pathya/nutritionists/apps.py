from django.apps import AppConfig


class NutritionistsConfig(AppConfig):
    name = "pathya.nutritionists"
    label = "nutritionists"
